"""Consent in everyday words: said in any order, or no more wanted.

    said_freely("郑雨洁授权理财营销和保险") == Freely("郑雨洁", ("wealth", "insurance"))
    unwanted("李秀云不想再收到保险的推销了") == Freely("李秀云", ("insurance",))

Every word is a name, a scope, a verb of consent, or says nothing; any other word makes it none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.understanding.consents import SCOPE, scopes_in


@dataclass(frozen=True)
class Freely:
    """Whose consent it is, "" where nobody is named, and the scopes said."""

    who: str
    scopes: tuple[str, ...]
    agreed: bool = False


_AGREES = (
    r"(?:同意授权|授权书?|同意书?|答应|签(?:署|字|好|下|了)*|补签|续签|办(?:了|好)|给(?:了|出))"
)
_IDLE = (
    r"(?:可以|能|让|允许|接受|接收|收到?|(?:给|向|对)(?:他|她|其|客户)|给|推荐|推介|推送|推|营销|类|产品"
    r"|业务|授权书|这|那|两|三|四|几|俩|类|项|块|样|一|过|好|我们|我行|咱们|行里|也|已经?|都|刚刚?|又|了|的|做|和"
    r"|还有|以及|、|与|及|跟|[, ])"
)
_NAME = (
    rf"(?:[Cc]\d{{3,}}|他|她|(?!谁|哪|客户|书面|双录|有|全|说|{SCOPE}|{_AGREES}|{_IDLE})"
    r"[\u4e00-\u9fff]{1,3}?[^\W买办要想问说了的不没吗\d_](?:先生|女士|小姐|总|阿姨|叔叔)?)"
)
_SAID = re.compile(
    rf"^(?:请|麻烦|帮我|登记一?下?|记录?一?下|录入|(?:客户|和|跟|与)(?!\d))*(?P<who>{_NAME})?"
    rf"(?:的)?(?P<rest>(?:{SCOPE}|{_AGREES}|{_IDLE})*)$"
)
_NO_MORE = (
    r"(?:不(?:想|愿意?|要|用|希望|肯|同意|接受|让|必)|不再|别|拒绝|谢绝|反感|烦)"
    r"(?:再|让|总|老|我们|接受|同意)*"
)
_PUSHED = (
    r"(?:给|向|跟|对|和)?(?:他|她|我|客户|本人|其)?"
    r"(?:收到?|接到?|接受|听到?|看到?|打|发)?(?:什么|任何)?"
)
_PUSH = r"(?:推销|推荐|推介|推送|营销|广告|推|卖)"
_CALLS = r"(?:电话|短信|信息|消息|微信|介绍|产品|类)"
_SAYS = r"(?:客户|今天|昨天|刚才|刚刚|来电|打电话来?|电话里|微信|说|讲|表示|要求|提出|以后|今后|,)*"
_SCOPES = f"{SCOPE}(?:[和、跟与及]{SCOPE})*"
_UNWANTED = (
    rf"^(?P<who>{_NAME}){_SAYS}{_NO_MORE}{_PUSHED}{_PUSH}?(?P<scopes>{_SCOPES})"
    rf"的?{_PUSH}?的?{_CALLS}*(?:了|啦|给(?:他|她))*$",
    rf"^(?P<who>{_NAME})的?{_SAYS}(?P<scopes>{_SCOPES})的?{_PUSH}?的?{_CALLS}*,?"
    rf"(?:他|她)?{_SAYS}(?:都)?{_NO_MORE}{_PUSHED}{_PUSH}?{_CALLS}*(?:了|啦|给(?:他|她))*$",
)
_PUSHES = re.compile("推|营销|卖|广告")


def said_freely(part: str) -> Freely | None:
    """A part of a message that says who agreed, to what, or some of it; None for other words."""
    found = _SAID.match(part)
    if found is None:
        return None
    agreed = re.search(_AGREES, found["rest"]) is not None
    return Freely(found["who"] or "", scopes_in(found["rest"]), agreed)


def unwanted(said: str) -> Freely | None:
    """Who wants no more offers of some scope; None for anything else."""
    for pattern in _UNWANTED:
        found = re.match(pattern, said)
        if found is not None and _PUSHES.search(said):
            return Freely(found["who"], scopes_in(found["scopes"]))
    return None
