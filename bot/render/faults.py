"""What is wrong in a script, in Chinese, by the fault's code and values."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.handbook.format import Fault, FaultCode

_WORDS: Mapping[FaultCode, str] = {
    FaultCode.NO_FRONT_MATTER: "开头没有用两行 --- 围起来的资料栏",
    FaultCode.NOT_YAML: "开头的资料栏读不懂，多半是引号、冒号、缩进或方括号没配好",
    FaultCode.KEY_TWICE: "资料栏里 {key} 写了两次",
    FaultCode.NOT_A_MAPPING: "资料栏不是“名称: 内容”的写法",
    FaultCode.FIELD_MISSING: "资料栏缺 {field}",
    FaultCode.FIELD_VALUE: "{field} 写成了“{value}”，只能是：{allowed}",
    FaultCode.NOT_A_LIST: "{field} 要写成列表",
    FaultCode.NOT_A_NUMBER: "{field} 要写整数",
    FaultCode.NOT_A_DATE: "{field} 要写日期，如 2026-12-31",
    FaultCode.ASK_NOT_TEXT: "问法“{ask}”要加引号，不然会被当成数字或日期",
    FaultCode.UNKNOWN_FORMAT: "没有格式 {format}，最新是格式 {newest}",
    FaultCode.UNKNOWN_SECTION: "没有“{section}”这个栏目",
    FaultCode.NEWER_SECTION: "“{section}”是格式 {since} 才有的栏目，本脚本写的是格式 {format}",
    FaultCode.SECTION_MISSING: "缺“{section}”，或者这一栏是空的",
    FaultCode.STRAY_ROW: "“{text}”既不是栏目、异议，也不是带编号的一行",
    FaultCode.STRAY_OBJECTION: "{anchor} 是异议，要写在“异议”栏里",
    FaultCode.BEFORE_SECTION: "{anchor} 前面没有栏目",
    FaultCode.BEFORE_OBJECTION: "{anchor} 是回答，前面没有异议",
    FaultCode.WRONG_ANCHOR: "编号 {anchor} 不属于“{section}”，这一栏用 {letter}1、{letter}2……",
    FaultCode.ANCHOR_TWICE: "编号 {anchor} 用了两次",
    FaultCode.UNKNOWN_VARIANT: "不认识的变体 @{tag}",
    FaultCode.BAD_GUARD: "when={guard} 读不懂，要写成 when=事实、事实:值 或 事实:>=3",
    FaultCode.NO_WHEN: "applies 有一条没写 when",
    FaultCode.NO_VALUE: "when 里的 {field} 没写要什么",
    FaultCode.NO_PRIORITY: "applies 有一条没写整数的 priority",
    FaultCode.NO_WHY: "applies 有一条没写 why",
    FaultCode.UNKNOWN_FIELD: "when 里的 {field} 不是客户资料里的字段",
    FaultCode.UNKNOWN_VALUE: "{field} 不会是“{value}”，只能是：{allowed}",
    FaultCode.BAD_COMPARISON: "{field} 的“{value}”不是比较式，要写成 >=30 这样",
    FaultCode.ID_TWICE: "编号 {script_id} 有两个脚本在用",
    FaultCode.ASK_TAKEN: "问法“{ask}”已经是 {script_id} 的",
    FaultCode.FEW_ASKS: "只有 {count} 种问法，至少要 {least} 种",
    FaultCode.UNKNOWN_PRODUCT: "没有产品类型 {product}",
    FaultCode.LINE_COUNT: "“{section}”现有 {count} 行，要 {least} 到 {most} 行",
    FaultCode.OBJECTION_COUNT: "“{section}”现有 {count} 条，要 {least} 到 {most} 条",
    FaultCode.FEW_SURE: "“{section}”至少要有 {least} 行不靠客户资料也能说的话",
    FaultCode.NO_BASE_ANSWER: "异议 {anchor} 没有人人都能用的回答",
    FaultCode.NO_BASE_LINE: "变体 {variant} 没有对应的基本行",
    FaultCode.UNKNOWN_SLOT: "不认识的填空 {{{slot}}}",
    FaultCode.UNPAIRED_BRACE: "花括号没有成对",
    FaultCode.CLAIM: "把“{quote}”当成已有的事：用 when= 写明凭资料里哪一项，或改成提议、询问",
    FaultCode.TOO_LONG: "有 {count} 字，对客户说的一句最多 {most} 字",
    FaultCode.RULE_MISSING: "没写 rule=，要写这句话违反的合规规则",
    FaultCode.UNKNOWN_RULE: "没有规则 {rule}",
    FaultCode.ATTRIBUTE_MISSING: "没写 {attribute}=，可以写：{allowed}",
    FaultCode.ATTRIBUTE_VALUE: "{attribute}={value} 写错了，只能是：{allowed}",
    FaultCode.RULE_BROKEN: "违反 {rule_id}：“{quote}”{because}",
    FaultCode.UNWRITTEN: "还没写完",
    FaultCode.STAND_IN: "有代称“{words}”，换成真实说法、填空，或者删去",
    FaultCode.TEXT_CHANGED: "版本 {version} 登记过，内容却变了：请提高版本号",
}


def fault_words(fault: Fault) -> str:
    """What is wrong, led by the line's anchor where it is one line's."""
    where = f"{fault.reference}：" if fault.reference else ""
    return where + _WORDS[fault.code].format_map(fault.values)


def fault_row(fault: Fault) -> str:
    """The same with file and row in front, for a list over several scripts."""
    return f"{fault.file}:{fault.line} {fault_words(fault)}"
