"""The handbook as a LangChain retriever, for a bank's own chains; imported only where asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from knowledge.handbook.format import ScenarioScript
from knowledge.retrieval.handbook import Handbook
from knowledge.retrieval.results import Hit


class HandbookRetriever(BaseRetriever):
    """Scripts as documents, best first; none where the handbook declines.

    `handbook` is asked at each question, so `LiveHandbook(...).current` keeps up with new builds.
    """

    handbook: Callable[[], Handbook]
    top: int = 5

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, **kwargs: Any
    ) -> list[Document]:
        handbook = self.handbook()
        hits = handbook.search(query, top=self.top).hits
        return [_document(handbook.scripts[hit.script_id], hit) for hit in hits]


def _document(script: ScenarioScript, hit: Hit) -> Document:
    """What a customer may hear of a script, with where each line stands."""
    lines = list(script.heard_lines())
    spoken = [line for line in lines if not line.tags]
    return Document(
        page_content="\n".join([script.title, *(line.text for line in spoken)]),
        id=script.script_id,
        metadata={
            "script_id": script.script_id,
            "version": script.version,
            "title": script.title,
            "group": script.group,
            "score": hit.score,
            "matched": hit.matched,
            "lines": [line.reference for line in spoken],
        },
    )
