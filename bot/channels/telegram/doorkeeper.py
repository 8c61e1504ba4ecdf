"""Who is let in now: budgets by chat, judged before anything is read; a flood costs nothing.

Kept in the process: each replica has its own doorkeeper, and a restart opens the budgets again.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto


class Admission(Enum):
    """What becomes of an update."""

    SERVE = auto()
    TELL = auto()
    """Not served, and said so; what follows until there is room again is let go in silence."""
    DROP = auto()


@dataclass(frozen=True)
class Budget:
    """So many messages at once, and another after `seconds` each."""

    at_once: int
    seconds: float


@dataclass(frozen=True)
class Budgets:
    """What a chat of each kind may ask; `all_strangers` is shared by those known as such."""

    staff: Budget = Budget(at_once=20, seconds=1.5)
    stranger: Budget = Budget(at_once=5, seconds=60.0)
    all_strangers: Budget = Budget(at_once=30, seconds=1.0)
    group: Budget = Budget(at_once=1, seconds=24 * 3600.0)
    most_chats: int = 20_000
    """Chats remembered; the one longest silent is forgotten first."""


class _Bucket:
    """A budget being spent."""

    def __init__(self, budget: Budget, now: float) -> None:
        self._budget, self._left, self._at = budget, float(budget.at_once), now

    def take(self, now: float) -> bool:
        earned = (now - self._at) / self._budget.seconds
        self._left, self._at = min(self._left + earned, float(self._budget.at_once)), now
        if self._left < 1.0:
            return False
        self._left -= 1.0
        return True

    @property
    def wait(self) -> float:
        """Seconds until there is room for one more."""
        return max(1.0 - self._left, 0.0) * self._budget.seconds


@dataclass
class _Caller:
    bucket: _Bucket
    staff: bool | None = None
    told: bool = field(default=False)


class Doorkeeper:
    """Admits updates by chat. `clock` gives seconds that never go back."""

    def __init__(self, *, clock: Callable[[], float], budgets: Budgets | None = None) -> None:
        self._clock = clock
        self._budgets = budgets or Budgets()
        self._callers: OrderedDict[int, _Caller] = OrderedDict()
        self._strangers = _Bucket(self._budgets.all_strangers, clock())

    def admit(self, chat_id: int, *, shared: bool) -> Admission:
        """Whether an update of this chat is served; `shared` where others read along."""
        now, caller = self._clock(), self._caller(chat_id, shared=shared)
        if caller.bucket.take(now) and (caller.staff is not False or self._strangers.take(now)):
            caller.told = False
            return Admission.SERVE
        if caller.told or shared or caller.staff is False:
            return Admission.DROP
        caller.told = True
        return Admission.TELL

    def learn(self, chat_id: int, *, staff: bool) -> None:
        """What the answer showed: whether a member of staff speaks in this chat."""
        caller = self._callers.get(chat_id)
        if caller is None or caller.staff is staff:
            return
        caller.staff = staff
        kind = self._budgets.staff if staff else self._budgets.stranger
        caller.bucket = _Bucket(kind, self._clock())
        caller.bucket.take(self._clock())

    def seconds_to_wait(self, chat_id: int) -> int:
        """After how many seconds the chat is served again, at least one."""
        caller = self._callers.get(chat_id)
        return max(1, round(caller.bucket.wait)) if caller is not None else 1

    def _caller(self, chat_id: int, *, shared: bool) -> _Caller:
        caller = self._callers.get(chat_id)
        if caller is None:
            kind = self._budgets.group if shared else self._budgets.stranger
            caller = self._callers[chat_id] = _Caller(_Bucket(kind, self._clock()))
            if len(self._callers) > self._budgets.most_chats:
                self._callers.popitem(last=False)
        self._callers.move_to_end(chat_id)
        return caller
