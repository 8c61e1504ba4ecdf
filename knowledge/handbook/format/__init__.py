"""Scenario scripts: their format, the conditions under which they apply, and their lines.

formats.py       what sections a script has, one table a format version
parse.py         Markdown with front matter (front_matter.py) → ScenarioScript
validate.py      what a whole handbook must hold beyond one file's form
faults.py        what can be wrong: a code and its values, with file and line
claims.py        what a line says happened, which then needs its fact
conditions.py    "when does this script apply", over a mapping of facts
lines.py         which variant of a line this customer hears, with its slots filled
heard.py         every line a customer may hear, for those who learn from them
"""

from knowledge.handbook.format.conditions import Application, Facts, Vocabulary, applicable
from knowledge.handbook.format.faults import Fault, FaultCode, ScriptFault
from knowledge.handbook.format.formats import Section
from knowledge.handbook.format.heard import as_heard, customer_lines
from knowledge.handbook.format.lines import Listener, ScriptReading, SpokenLine
from knowledge.handbook.format.model import (
    SLOTS,
    VARIANT_TAGS,
    Condition,
    Line,
    Objection,
    ScenarioScript,
)
from knowledge.handbook.format.parse import load_folder, parse_script
from knowledge.handbook.format.validate import handbook_faults

__all__ = [
    "SLOTS",
    "VARIANT_TAGS",
    "Application",
    "Condition",
    "Facts",
    "Fault",
    "FaultCode",
    "Line",
    "Listener",
    "Objection",
    "ScenarioScript",
    "ScriptFault",
    "ScriptReading",
    "Section",
    "SpokenLine",
    "Vocabulary",
    "applicable",
    "as_heard",
    "customer_lines",
    "handbook_faults",
    "load_folder",
    "parse_script",
]
