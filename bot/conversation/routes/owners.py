"""A customer given to a colleague in everyday words: 把王建国转给丁凯, 王建国以后归丁凯管."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.conversation.buttons import Post
from bot.conversation.routes import editing
from bot.conversation.turn import Turn
from store.models import Role
from store.names.surnames import COMMON, COMPOUND

_GIVEN = re.compile(
    r"^(?:请|麻烦|帮我|给我)*(?:[把将](?P<who>[^,，。;；]{1,14}?)(?:(?:这个|这位)(?:客户)?)?"
    r"(?:转给|转交给|移交给|交给|分给|划给|划到)"
    r"|(?P<who2>[^,，。;；]{1,14}?)(?:以后|今后|往后)(?:就)?(?:归|由|给|交给))"
    r"(?P<to>[^,，。;；给]{2,4}?)(?:名下|(?:来|去)?(?:管|跟进?|负责|维护|带|服务))?(?:了|吧)?$"
)
_SAME = "{who}的负责人改成{to}"


def given(turn: Turn, text: str) -> Sequence[Post] | None:
    """Another owner is wanted, as if said so; None where the words give no customer to a person.

    Work handed to an expert, a counter or a department is none of it: *to* must be a person's name.
    """
    match = _GIVEN.match(text.strip().rstrip("。.!！~"))
    if match is None or turn.actor.role not in (Role.RM, Role.SUPERVISOR):
        return None
    if not _is_person(match["to"]):
        return None
    return editing.told(turn, _SAME.format(who=match["who"] or match["who2"], to=match["to"]))


def _is_person(name: str) -> bool:
    return len(name) < 4 and (name[0] in COMMON or name[:2] in COMPOUND)
