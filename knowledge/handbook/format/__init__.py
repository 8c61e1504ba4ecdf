"""Scenario scripts: their format, the conditions under which they apply, and their lines.

parse.py        Markdown with front matter → ScenarioScript, faults named by file and line
validate.py     what a whole handbook must hold beyond one file's form
conditions.py   "when does this script apply", over a mapping of facts
lines.py        which variant of a line this customer hears, with its slots filled
heard.py        every line a customer may hear, for those who learn from them
"""

from knowledge.handbook.format.conditions import Application, Facts, applicable
from knowledge.handbook.format.heard import customer_lines
from knowledge.handbook.format.lines import Listener, ScriptReading, SpokenLine
from knowledge.handbook.format.model import (
    CUSTOMER_SECTIONS,
    SLOTS,
    VARIANT_TAGS,
    Fault,
    Line,
    Objection,
    ScenarioScript,
    Section,
)
from knowledge.handbook.format.parse import ScriptFault, load_folder, parse_script

__all__ = [
    "CUSTOMER_SECTIONS",
    "SLOTS",
    "VARIANT_TAGS",
    "Application",
    "Facts",
    "Fault",
    "Line",
    "Listener",
    "Objection",
    "ScenarioScript",
    "ScriptFault",
    "ScriptReading",
    "Section",
    "SpokenLine",
    "applicable",
    "customer_lines",
    "load_folder",
    "parse_script",
]
