"""The stop scripts: one an event, with what a bank must say there, in a format of their own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import knowledge
from knowledge.handbook.format import (
    FaultCode,
    Line,
    ScenarioScript,
    Section,
    handbook_faults,
    load_folder,
)
from knowledge.handbook.format.parse import parse_script
from knowledge.stopping import StopEvent

FOLDER = Path(knowledge.__file__).parent / "handbook" / "stop"
HOLDS = {
    StopEvent.SCAM_TRANSFER: ("反诈中心96110", "110", "安全账户", "限额"),
    StopEvent.LAUNDERING: ("反洗钱岗", "绝不告诉客户", "拆分"),
    StopEvent.CUSTOMER_DEATH: ("继承业务专柜", "停用手机银行", "不介绍任何产品"),
    StopEvent.INCAPACITY: ("网点负责人", "监护", "按手印"),
    StopEvent.MINOR: ("业务主管", "监护人", "身份证"),
    StopEvent.REGULATOR_THREAT: ("投诉处理岗", "12378", "律师"),
    StopEvent.MASS_PETITION: ("网点负责人", "代表", "疏散"),
    StopEvent.AUTHORITY_INQUIRY: ("协查专岗", "两名以上", "有人来查"),
    StopEvent.THIRD_PARTY_DATA: ("书面授权", "身份证件", "暗示"),
    StopEvent.CREDENTIALS: ("客服热线", "挂失", "改密码"),
    StopEvent.RM_MONEY: ("合规部门", "担保", "不代持"),
    StopEvent.GIFT: ("纪检岗", "登记", "退回"),
    StopEvent.OUTSIDE_SALE: ("合规部门", "合同", "收款账户"),
    StopEvent.EMERGENCY: ("120", "110", "别挂电话"),
    StopEvent.LOAN_MISUSE: ("贷后管理岗", "用途", "提前收回"),
    StopEvent.BYPASS: ("合规部门", "倒签", "远程双录"),
}
AT_ONCE = frozenset("+0m +5m +10m".split())
LIFE_OR_MONEY = (StopEvent.EMERGENCY, StopEvent.SCAM_TRANSFER, StopEvent.CREDENTIALS)


@cache
def scripts() -> dict[str, ScenarioScript]:
    return {script.script_id: script for script in load_folder(FOLDER)}


def test_there_is_one_an_event_and_no_other() -> None:
    assert {event.script_id for event in StopEvent} == scripts().keys()


@pytest.mark.parametrize("event", StopEvent)
def test_it_holds_what_a_bank_must_say_there(event: StopEvent) -> None:
    script = scripts()[event.script_id]
    said = "\n".join(
        [*(line.text for line in script.every_line()), *map(_told, script.section(Section.TELL))]
    )
    assert [words for words in HOLDS[event] if words not in said] == []
    assert (script.products, script.asks, script.objections) == ((), (), ())


@pytest.mark.parametrize("event", LIFE_OR_MONEY)
def test_where_life_or_money_runs_out_somebody_is_told_at_once(event: StopEvent) -> None:
    told = scripts()[event.script_id].section(Section.TELL)
    assert told[0].attributes["within"] in AT_ONCE


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("role=网点负责人 ", ""), FaultCode.ATTRIBUTE_MISSING),
        (("role=网点负责人", "role=门卫"), FaultCode.ATTRIBUTE_VALUE),
        (("within=+5m", "within=soon"), FaultCode.ATTRIBUTE_VALUE),
        (("group: stop", "group: conduct"), FaultCode.FIELD_VALUE),
    ],
)
def test_what_is_not_as_it_must_be_is_refused(change: tuple[str, str], fault: FaultCode) -> None:
    text = (FOLDER / "stop-scam-transfer.md").read_text(encoding="utf-8")
    assert change[0] in text
    script = parse_script(text.replace(*change), file="x.md")
    assert fault in [each.code for each in handbook_faults([script], rule_ids=())]


def _told(line: Line) -> str:
    return line.attributes["role"]
