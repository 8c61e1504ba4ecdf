"""Whether a contact took place, where a turn of phrase settles it."""

from __future__ import annotations

import re

_REACHED = re.compile(
    r"(?:终于|总算|最后|这才|才)[^,]{0,4}(?:接通|打通|通了|接了|联系上|见到|见着|找到)(?!不)"
)
_TO_DO = re.compile(
    r"^(?:帮我|麻烦|请|记得|先|要|去|得)*给(?:◇+|他|她|客户)(?:去|回)?打(?:个|一个|通)?电话(?!打|通了)"
)
_TOLD = re.compile(r"了|刚|完|过(?![年节期])|说(?!一声|一下|明)|接通|没接")
_MOVED = re.compile(r"^(?:◇+|他|她|客户)(?:要|想)?(?:改约|改期|改时间|推迟|延期)(?:了|一下)?[,!]?$")

_REMARK = re.compile(
    r"^(?:◇+|他|她|客户)的?(?:今年|现在|今天|明天|年龄)?(?:是|已经|刚|满|都)?"
    r"(?:\d{1,3}岁(?:了|生日)?|(?:过)?生日|[^,]{0,3}(?:住址|地址)(?:改|换|变)(?:成|为|到|了).*)[。.!]*$"
)
"""What a record holds, told by itself: an age, a birthday, an address."""


def took_place(plain: str) -> bool | None:
    """Whether a note tells of a contact held; None where its turns of phrase leave that open.

    A remark on what the record holds is none.
    给◇打个电话 without 了 or 刚 is a plan, and 改约 alone is none either.
    """
    if _REACHED.search(plain):
        return True
    if _REMARK.match(plain):
        return False
    if _MOVED.match(plain) or (_TO_DO.match(plain) and not _TOLD.search(plain)):
        return False
    return None
