"""A sentence encoder as one more opinion, asked only where the n-grams leave a text unsure.

The heads have learnt from n-grams and vectors together; a text the n-grams are sure of costs no
vector, so the median text costs what it did. Weights and encoder belong together: where another
revision of the encoder is there than taught them, or none that loads, it is left out and a warning
is logged. No judgement ever fails for it.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from knowledge.compliance.classifier import Classifier, Opinion
from knowledge.compliance.features import Vectors

UNSURE = (0.1, 0.9)
"""Between these probabilities of a breach the encoder is asked."""
FAILURES = (OSError, RuntimeError, ValueError, ImportError, MemoryError)
"""What an encoder fails with: no such folder or network, damaged weights, a missing library."""

_log = logging.getLogger(__name__)


class Encoder(Protocol):
    """Turns texts into vectors, a row a text; `revision` says which weights do it.

    Either may fail with one of `FAILURES`.
    """

    def encode(self, texts: Sequence[str]) -> Vectors: ...

    @property
    def revision(self) -> str: ...


@dataclass(frozen=True)
class Encoded:
    """A model file learnt with an encoder's vectors, the encoder, and the revision that taught."""

    model_path: Path
    encoder: Encoder
    revision: str

    def instead(self, texts: Sequence[str], opinions: Sequence[Opinion]) -> list[Opinion]:
        """The opinions, those on unsure texts by n-grams and vectors together."""
        found = list(opinions)
        low, high = UNSURE
        unsure = [at for at, each in enumerate(found) if low <= each.probability <= high]
        if unsure and self._fits:
            for at, opinion in zip(unsure, self._judged(texts, unsure, found), strict=True):
                found[at] = opinion
        return found

    def _judged(
        self, texts: Sequence[str], unsure: Sequence[int], before: Sequence[Opinion]
    ) -> Sequence[Opinion]:
        """What the heads make of the unsure texts; as before where the encoder fails at them."""
        asked = [texts[at] for at in unsure]
        try:
            vectors = self.encoder.encode(asked)
        except FAILURES as error:
            _log.warning("encoder_failed error=%s", type(error).__name__)
            return [before[at] for at in unsure]
        return self._model.judge(asked, vectors)

    @cached_property
    def _model(self) -> Classifier:
        return Classifier(model_path=self.model_path)

    @cached_property
    def _fits(self) -> bool:
        try:
            found = self.encoder.revision
        except FAILURES as error:
            _log.warning(
                "encoder_left_out taught_by=%s error=%s", self.revision, type(error).__name__
            )
            return False
        if found != self.revision:
            _log.warning("encoder_left_out taught_by=%s found=%s", self.revision, found)
        return found == self.revision
