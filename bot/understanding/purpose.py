"""What a request for a brief wants to talk about, beyond whom and when."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.understanding.cues import compiled
from bot.understanding.moments import Moment
from bot.understanding.wording import LONGEST_CLAUSE, Wording, pauses

_TOPIC = (
    r"(?:想|要|主要|顺便|准备|打算|好好|重点|去|来|为了|还想|看看能不能|能不能|正好|再)*(?P<topic>"
    r"(?:聊聊?|谈谈?|说说|讲讲|推推?|介绍(?:一下)?|问问|营销|沟通(?:一下)?|了解(?:一下)?|邀(?:请|约)?|请|提醒|通知|告知|推荐|解释|安抚|挽留|维护|送|恭喜|祝贺?|做|办|签|续|确认|核实|回访|道歉|唤醒|激活)"
    r"(?!一下$|电话|电|<who>)[^,?!]{2,})"
)
_WASTE = (
    r"(?:帮我|请|麻烦|给我|现在|新户|新客户|待|到(?:网点|行里|公司)|财务|老板|第一次|首次|头一回|我|咱|要|想|得|该|去|来|准备(?:一下|下|个|点)?|打算|计划|等下|等会儿?|等一下|待会儿?|一会儿?|呆会儿?|过会儿?|马上|这就|正要|晚点|回头"
    r"|给|跟|和|与|同|找|约(?:了|好|见)?|见(?:个)?面?|打(?:个|一个|下|通)?电话(?:过去)?|打电话|回(?:个)?电话?|打给|打个|打|通(?:个)?(?:电话|话)|电话|联系(?:一下|下)?|拜访(?:一下)?|回访(?:一下)?|走访|上门|面谈|沟通(?:一下|下)?"
    r"|(?:聊聊?|谈谈?)(?:一下|下)?$|看看|看(?:一)?下|过(?:一)?下|一下|简报|访前|功课|备|做|出|来|整|弄|一?份|一?个|的|了|吧|啊|呢|呀|下|位|这个客户|客户|他|她|人家|对方|brief|/|需要|注意(?:什么|啥|点啥)|有(?:什么|啥)要?|怎么样|可以|快"
    r"|情况|概况|背景(?:资料)?|底细|近况|基本资料|先(?!生)|一遍|理(?!财)一?理?|捋一?捋?|速备|拉一?下|发我|顺便|顺带|顺手|然后|另外|接着|再(?=把|给|看|帮|$)|也$|都$"
    r"|今天|今儿|今晚|下午|上午|晚上|中午|早上|微信|视频|发(?:个)?(?:微信|短信|邮件)|公司|家|那边|那里|过去|一趟)"
)
_TAIL = re.compile(
    r"(?:,|，|\s)*(?:帮我|给我|麻烦|请|你|先|准备(?:材料|资料|一下|下)?$|理一理|捋捋|过一遍|整理一下).*$"
)
_REQUEST = re.compile(
    r"(?:帮|给)我|先(?:看|准备|过|理)|(?:有)?(?:什么|啥|哪些)?(?:要|需要|该)?(?:注意|留神|准备)"
    r"|(?:怎么|咋)(?:开头|说|聊|讲|开口|办|切入)|(?:有)?(?:啥|什么)(?:要|该|好)?(?:说|聊|讲)|来点|要点|提纲|^现在"
)

_PIECE = re.compile(rf"[^,?!;:\n]{{1,{LONGEST_CLAUSE}}}")
_UNNAMED_PIECE = re.compile(rf"[^,?!;:\n◇]{{1,{LONGEST_CLAUSE}}}")


def purpose_of(wording: Wording, moments: Sequence[Moment]) -> str:
    """The topic as said; empty where the message names none."""
    for clause in _PIECE.finditer(pauses(wording.plain)):
        match = compiled(_TOPIC).search(clause.group())
        if match is not None:
            start = clause.start() + match.start("topic")
            words = wording.text[start : clause.start() + match.end("topic")]
            return _TAIL.sub("", words).strip(" ，。,.？?吧呢啊")
    return _left_over(wording, moments)


def _left_over(wording: Wording, moments: Sequence[Moment]) -> str:
    """What stays of the words when name, time and the asking are taken away."""
    plain = list(wording.plain)
    for moment in moments:
        plain[moment.start : moment.end] = "," * (moment.end - moment.start)
    kept = []
    for match in _UNNAMED_PIECE.finditer(pauses("".join(plain))):
        words = wording.text[match.start() : match.end()].strip()
        words = _REQUEST.split(words)[0].strip()
        core = compiled(rf"^{_WASTE}+|{_WASTE}+$").sub("", words)
        if len(re.findall(r"\w", core)) >= 2 and not compiled(rf"{_WASTE}+").fullmatch(words):
            kept.append(core.strip())
    return "，".join(kept)
