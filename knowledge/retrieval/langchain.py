"""The handbook as a LangChain retriever: what a chain that drafts or rewrites is handed to use.

Imported only where a model writes; every document names its source in its metadata.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from typing_extensions import override

from knowledge.handbook.format import ScenarioScript
from knowledge.retrieval.handbook import Handbook
from knowledge.retrieval.results import Hit, Passage, Precedent

SCRIPT, PASSAGE, PAST_ANSWER = "script", "passage", "past_answer"
"""What a document's `source` is."""


class HandbookRetriever(BaseRetriever):
    """Scripts as documents, best first; where no script answers, passages and past answers.

    `handbook` is asked at each question, so `LiveHandbook(...).current` keeps up with new builds.
    Past answers are those of `team`; with none named there are none.
    """

    handbook: Callable[[], Handbook]
    top: int = 5
    team: str = ""

    @override
    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        handbook = self.handbook()
        found = handbook.search(query, top=self.top)
        if not found.abstained:
            return [_of_hit(handbook.scripts[hit.script_id], hit) for hit in found.hits]
        passages = [_of_passage(each) for each in handbook.references(query, top=self.top)]
        if not self.team:
            return passages
        precedents = handbook.past_answers(query, team=self.team, top=self.top)
        return passages + [each for one in precedents for each in _of_precedent(one, handbook)]


def _of_hit(script: ScenarioScript, hit: Hit) -> Document:
    return _spoken(script, {"source": SCRIPT, "score": hit.score, "matched": hit.matched})


def _of_passage(passage: Passage) -> Document:
    facts = {"source": PASSAGE, "document": passage.document, "heading": passage.heading}
    return Document(page_content=passage.text, metadata=facts)


def _of_precedent(precedent: Precedent, handbook: Handbook) -> Iterator[Document]:
    """The scripts that spoke then, as they read now; those withdrawn since are left out."""
    for script_id in precedent.script_ids:
        script = handbook.scripts.get(script_id)
        if script is not None:
            asked = precedent.suggestion_id
            yield _spoken(
                script,
                {"source": PAST_ANSWER, "suggestion_id": asked, "score": precedent.cosine},
            )


def _spoken(script: ScenarioScript, facts: dict[str, str | float]) -> Document:
    """What any customer may hear of a script, with where each line stands."""
    lines = [line for line in script.heard_lines() if line.is_for_all]
    return Document(
        page_content="\n".join([script.title, *(line.text for line in lines)]),
        id=script.script_id,
        metadata={
            "script_id": script.script_id,
            "version": script.version,
            "title": script.title,
            "group": script.group,
            "lines": [line.reference for line in lines],
            **facts,
        },
    )
