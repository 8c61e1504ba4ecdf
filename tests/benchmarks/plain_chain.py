"""The same requests answered by a plain LangChain chain: what is usually built first.

The record by `LIKE` from the same SQLite file, lines of the same scripts from Chroma by the same
fitted embedder, a prompt, and a model that answers at once with fixed words. No rules are checked,
nothing is logged, and no one is kept from another's customers.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import chromadb
from chromadb.config import Settings
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.language_models import FakeListChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import Runnable, RunnableLambda, RunnableParallel

from knowledge.retrieval import Handbook, LiveHandbook
from knowledge.retrieval.embedder import FittedEmbedder
from tests.benchmarks.book import Request
from tests.benchmarks.timing import Times, timed

LINES = 6
_BATCH = 1000
_PROMPT = ChatPromptTemplate.from_messages(
    [
        ("system", "你是银行客户经理的助手，只用给出的话术写一份通话前简报。"),
        ("human", "请求：{request}\n客户资料：{record}\n话术：\n{lines}"),
    ]
)
_WORDS = "开场：您好，我是您的客户经理。要点：先听客户怎么说。"


class _Fitted(Embeddings):
    """The build's own embedder, as LangChain asks for one."""

    def __init__(self, embedder: FittedEmbedder) -> None:
        self._embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [vector.tolist() for vector in self._embedder.encode(texts)]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def chain_times(folder: Path, asked: Sequence[Request], *, warm: int) -> Times:
    """The chain's times for the requests."""
    handbook = LiveHandbook(folder).current()
    embedder = _Fitted(FittedEmbedder(folder / "handbook" / handbook.version / "embedder"))
    with sqlite3.connect(folder / "store.db", check_same_thread=False) as connection:
        chain = plain_chain(connection, _shelved(handbook, embedder))
        return timed(lambda request: chain.invoke(request.text), asked, warm=warm)


def plain_chain(connection: sqlite3.Connection, lines: Chroma) -> Runnable[str, str]:
    """Record and lines side by side, then prompt, model and text."""
    connection.row_factory = sqlite3.Row
    retriever = lines.as_retriever(search_kwargs={"k": LINES})
    gathered: Runnable[str, Any] = RunnableParallel(
        request=RunnableLambda(lambda text: text),
        record=RunnableLambda(lambda text: _record(connection, text)),
        lines=retriever | RunnableLambda(_joined),
    )
    return gathered | _PROMPT | FakeListChatModel(responses=[_WORDS]) | StrOutputParser()


def _joined(found: Sequence[Document]) -> str:
    return "\n".join(each.page_content for each in found)


def _record(connection: sqlite3.Connection, text: str) -> str:
    name = re.search(r"给(.+?)打电话", text)
    wanted = f"%{name[1] if name else text}%"
    customers = connection.execute("SELECT * FROM customer WHERE name LIKE ?", (wanted,)).fetchall()
    held = [
        connection.execute("SELECT * FROM holding WHERE customer_id = ?", (row["customer_id"],))
        for row in customers[:1]
    ]
    return str([dict(row) for row in (*customers, *(row for rows in held for row in rows))])


def _shelved(handbook: Handbook, embedder: _Fitted) -> Chroma:
    """Every line of the scripts in a Chroma of its own."""
    client = chromadb.EphemeralClient(settings=Settings(anonymized_telemetry=False))
    store = Chroma(f"lines-{handbook.version}", embedder, client=client)
    texts = sorted({x.text for s in handbook.scripts.values() for x in s.every_line()})
    if not store.get(limit=1)["ids"]:
        for at in range(0, len(texts), _BATCH):
            store.add_texts(texts[at : at + _BATCH])
    return store
