"""Whether words behind a customer's name are of somebody else's business: 王建国他太太想买基金."""

from __future__ import annotations

import re

_WHO = (
    r"太太|老婆|媳妇|老公|爱人|丈夫|妻子|对象|老伴|儿子|女儿|孩子|儿媳妇?|女婿|孙子|孙女|"
    r"爸爸?|妈妈?|父亲|母亲|父母|弟弟?|哥哥?|姐姐?|妹妹?|兄弟|亲戚|朋友|同事|员工|合伙人|邻居"
)
_OWN = re.compile(
    rf"[的他她家]{{0,2}}(?:{_WHO})(?:"
    r"(?:也|还|自己)*(?:想|要|打算|准备|考虑|能|可以|能不能)(?:也|再|自己)*"
    r"(?:买|投|做|存|配|定投|加仓|赎回|贷|开户|开卡|办卡|办理财)"
    r"|的(?:产品|基金|理财|定期|存单|存款|保险|保单|账户|卡|贷款|钱|资产))"
)


def own_business(text: str, end: int) -> str | None:
    """Who is meant beside the customer whose name ends at *end*, where the business is theirs.

    None where the customer is: 王建国太太不同意 is his objection.
    """
    found = _OWN.match(text, end)
    if found is None:
        return None
    who = re.search(_WHO, found.group())
    return who.group() if who else None
