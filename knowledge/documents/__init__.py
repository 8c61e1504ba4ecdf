"""Importing a bank's own documents: read, clean, split, and propose draft scripts.

reading.py    docx, pptx, pdf, xlsx, md, txt → text, or a refusal that says why
cleaning.py   furniture, pinyin notes, Traditional characters, torn bytes; losses marked
splitting.py  passages by the document's own headings (headings.py), labels and tables (tables.py)
forbidding.py what the document says not to say: labels, marks, verbs, columns
drafts.py     draft scripts with asks, each line with its place in the source
drafting.py   a draft as Markdown, its gaps marked
gaps.py       what is still to be written before it may be approved
importing.py  the whole of it, with the report
"""

from knowledge.documents.cleaning import clean
from knowledge.documents.drafting import draft_markdown
from knowledge.documents.drafts import propose
from knowledge.documents.gaps import gap_faults
from knowledge.documents.importing import (
    ImportedDocument,
    citable,
    import_document,
    readable,
    report_of,
)
from knowledge.documents.model import (
    CUT_OFF,
    LOST,
    CleanDocument,
    DocumentRefused,
    DraftLine,
    DraftObjection,
    DraftScript,
    ImportReport,
    Passage,
    PassageKind,
    RawDocument,
    Sentence,
    Table,
    Unrestored,
)
from knowledge.documents.reading import read_document
from knowledge.documents.splitting import split

__all__ = [
    "CUT_OFF",
    "LOST",
    "CleanDocument",
    "DocumentRefused",
    "DraftLine",
    "DraftObjection",
    "DraftScript",
    "ImportReport",
    "ImportedDocument",
    "Passage",
    "PassageKind",
    "RawDocument",
    "Sentence",
    "Table",
    "Unrestored",
    "citable",
    "clean",
    "draft_markdown",
    "gap_faults",
    "import_document",
    "propose",
    "read_document",
    "readable",
    "report_of",
    "split",
]
