"""Makes the synthetic book of `tests/evaluation/book`: `python -m tests.evaluation.make_book`.

Drawn by a seed from `book_making.yaml`: every boundary that questions test, the value just below
and just above it is dealt before any comes twice, and a value in eight is unknown. The rows of
`book_profiles.yaml` stand in the book, with what they leave open drawn like the rest. What would
leave a reading in doubt is kept out: a conversation is recorded on the day of every late contact,
the next follow-up is the one open in the diary, a day of assessment without a level is no old one.
`products.csv` is written by hand.
"""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from tests.evaluation.dealing import Deck, deck_of_days, deck_of_numbers
from tests.support.book_files import FOLDER, STAFF, TODAY

_SEED = 20261124
_PERSONS, _COMPANIES = 156, 104
_UNKNOWN = 1 / 8
_HERE = Path(__file__).parent
_RECORDED_SINCE = date(2026, 10, 1)
"""From here on a contact is a conversation on record."""
_COLUMNS = (
    "customer_id name kind phone aum_wan holdings owner opened_on last_contact_on"
    " last_transaction_on outflow_ratio_60d monthly_inflow_wan idle_months need_tags next_plan"
    " next_follow_up_on birthday occupation industry risk_level risk_assessed_on consent"
    " do_not_contact personality interests resource_needs preferred_channel open_complaint"
    " annual_revenue_wan receivable_days receivable_share credit_grade salutation"
).split()
_Row = dict[str, str]
_DAY = timedelta(days=1)


class Maker:
    """Draws rows and what hangs on them."""

    def __init__(
        self, words: Mapping[str, Any], shelf: Sequence[Mapping[str, str]], names: set[str]
    ) -> None:
        self.rng = random.Random(_SEED)
        self.words, self.shelf = words, shelf
        self.contacts: list[dict[str, str]] = []
        self.follow_ups: list[dict[str, str]] = []
        self.complaints: list[dict[str, str]] = []
        self._days = {name: deck_of_days(self.rng, spec) for name, spec in words["days"].items()}
        self._numbers = {
            (kind, name): deck_of_numbers(self.rng, spec)
            for kind, specs in words["numbers"].items()
            for name, spec in specs.items()
        }
        self._lists = {name: Deck(self.rng, _split(words[name])) for name in _WORD_LISTS}
        self._names = names

    def row(self, number: int, profile: Mapping[str, Any]) -> _Row:
        """A customer's row; what the profile fixes stays, the rest is drawn."""
        fixed = {name: _text(value) for name, value in profile.items() if name in _COLUMNS}
        kind = fixed["kind"]
        row = dict.fromkeys(_COLUMNS, "")
        row |= {"customer_id": f"B{number:03d}", "owner": self._owner(number)}
        row |= self._person() if kind == "person" else self._company()
        row |= self._common(kind) | fixed
        row["name"] = row["name"] or self._name(kind, row["industry"])
        row["phone"] = fixed.get("phone", self._maybe(f"1390000{number * 37 % 9000 + 1000}"))
        self._settle_days(row, fixed)
        self._talk(row, fixed, profile)
        self._diary(row, profile)
        self._complain(row)
        if "holdings" not in fixed:
            row["holdings"] = ";".join(self._holdings(row))
        return row

    def _common(self, kind: str) -> _Row:
        row = {name: self._maybe(self._days[name].deal()) for name in _DAY_COLUMNS}
        for (of, name), deck in self._numbers.items():
            if of == kind:
                row[name] = self._maybe(deck.deal())
        scopes = self.rng.sample(_split(self.words["scopes"]), self.rng.randint(0, 5))
        level = self._maybe(f"C{self.rng.randint(1, 5)}")
        return row | {
            "birthday": self._maybe(self._days[f"{kind}_birthday"].deal()),
            "need_tags": self._some("needs"),
            "resource_needs": self._some("resources"),
            "consent": self._maybe(";".join(sorted(scopes)) or "none"),
            "risk_level": level,
            "do_not_contact": "yes" if self.rng.random() < 0.1 else "no",
            "personality": self._maybe(self.rng.choice(("quiet", "outgoing"))),
            "preferred_channel": self._maybe(self._lists["channels"].deal()),
            "open_complaint": self._complaint_size() if self.rng.random() < 0.15 else "",
            "salutation": self._maybe(self.rng.choice(self.words["salutations"][kind].split())),
        }

    def _person(self) -> _Row:
        job = self._maybe(self._lists["occupations"].deal())
        owns = job in {"企业主", "个体户"}
        return {
            "occupation": job,
            "industry": self.rng.choice(list(self.words["trades"])) if owns else "",
            "interests": self._some("interests"),
        }

    def _company(self) -> _Row:
        return {
            "industry": self._maybe(self.rng.choice(list(self.words["trades"]))),
            "interests": self._some("interests") if self.rng.random() < 0.2 else "",
            "credit_grade": self._maybe(self.rng.choice("ABCD")),
        }

    def _settle_days(self, row: _Row, fixed: _Row) -> None:
        """Dealings come after the opening; a day of assessment without a level is no old one."""
        for name in ("last_contact_on", "last_transaction_on"):
            if name not in fixed and row[name] and row[name] < row["opened_on"]:
                row[name] = ""
        if "opened_on" not in fixed and row["opened_on"] < row["birthday"]:
            row["opened_on"] = ""
        old = "" < row["risk_assessed_on"] < "2025-11-24"
        if "risk_assessed_on" not in fixed and not row["risk_level"] and old:
            row["risk_assessed_on"] = ""

    def _talk(self, row: _Row, fixed: _Row, profile: Mapping[str, Any]) -> None:
        told = [line.split() for line in profile.get("talks", ())]
        last = fixed.get("last_contact_on")
        if not told and last is None and self.rng.random() < 0.6:
            told = [self._talk_drawn() for _ in range(self.rng.randint(1, 3))]
            told = [line for line in told if line[0] >= row["opened_on"]]
        if last and last >= _RECORDED_SINCE.isoformat() and last not in {on for on, *_ in told}:
            told.append([last, *self._talk_drawn()[1:]])
        for on, channel, topic in sorted(told):
            words = self.rng.choice(self.words["sentences"][topic])
            line = {"customer_id": row["customer_id"], "date": on, "channel": channel}
            self.contacts.append(line | {"words": words})
        if told and not last:
            row["last_contact_on"] = max(on for on, *_ in told)

    def _talk_drawn(self) -> list[str]:
        topic = self.rng.choice(list(self.words["sentences"]))
        return [self._days["talk"].deal(), self._lists["channels"].deal(), topic]

    def _diary(self, row: _Row, profile: Mapping[str, Any]) -> None:
        if "next_follow_up_on" not in profile and self.rng.random() < 0.4:
            row["next_follow_up_on"] = ""
        if row["next_follow_up_on"]:
            row["next_plan"] = self.rng.choice(self.words["plans"])
            self._due(row, "follow_up", row["next_plan"], row["next_follow_up_on"], "open")
        elif self.rng.random() < 0.3:
            plan = self.rng.choice(self.words["plans"])
            self._due(row, "follow_up", plan, self._days["due"].deal(), "done")
        promised = _text(profile["promise"]) if "promise" in profile else None
        if promised is None and self.rng.random() < 0.35:
            status = self.rng.choice(("open", "open", "done"))
            text = self.rng.choice(self.words["promises"])
            self._due(row, "promise", text, self._days["due"].deal(), status)
        elif promised:
            self._due(row, "promise", self.rng.choice(self.words["promises"]), promised, "open")

    def _due(self, row: _Row, kind: str, text: str, on: str, status: str) -> None:
        noted = min(date.fromisoformat(on), TODAY) - 3 * _DAY
        line = {"customer_id": row["customer_id"], "kind": kind, "text": text, "due_on": on}
        self.follow_ups.append(line | {"noted_on": noted.isoformat(), "status": status})

    def _complain(self, row: _Row) -> None:
        """A complaint that is over; the open ones stand in the customer's row."""
        if row["open_complaint"] or self.rng.random() > 0.1:
            return
        opened = TODAY - self.rng.randint(5, 90) * _DAY
        self.complaints.append(
            {
                "customer_id": row["customer_id"],
                "size": self.rng.choice(("small", "large")),
                "text": self.rng.choice(self.words["complaints"]),
                "opened_on": opened.isoformat(),
                "solved_on": (opened + 2 * _DAY).isoformat(),
                "solution": "已道歉并说明",
            }
        )

    def _holdings(self, row: _Row) -> list[str]:
        if self.rng.random() < 0.15:
            return []
        assets = float(row["aum_wan"] or 60)
        left, held = assets * 0.95, []
        for _ in range(self.rng.randint(1, 4)):
            product = self._product(row)
            amount = round(min(left, assets * self.rng.choice((0.1, 0.15, 0.2, 0.3, 0.5, 0.51))), 1)
            left -= amount
            if amount > 0:
                held.append(
                    f"{product}:{self._maybe(f'{amount:g}')}:{self._maturity()}".rstrip(":")
                )
        return held

    def _product(self, row: _Row) -> str:
        if self.rng.random() < 0.04:
            return self.rng.choice(("老版稳盈180天", "代销黄金积存"))
        level = int((row["risk_level"] or "C3")[1:])
        homes = {"L703", "L704"} if row["kind"] == "company" else {"L701", "L702", "D104", "M203"}
        fit = [
            each["product_id"]
            for each in self.shelf
            if each["product_id"] not in homes
            and (int(each["risk_level"][1:] or 0) if each["risk_level"] else 0)
            <= (level if self.rng.random() < 0.85 else 5)
        ]
        return self.rng.choice(fit)

    def _maturity(self) -> str:
        return self._maybe(self._days["maturity"].deal())

    def _name(self, kind: str, trade: str) -> str:
        while True:
            name = self._company_name(trade) if kind == "company" else self._person_name()
            if name not in self._names:
                self._names.add(name)
                return name

    def _person_name(self) -> str:
        return self._lists["surnames"].deal() + self._lists["given"].deal()

    def _company_name(self, trade: str) -> str:
        what = self.words["trades"].get(trade, "商务")
        return f"{self._lists['places'].deal()}{self._lists['cores'].deal()}{what}有限公司"

    def _owner(self, number: int) -> str:
        """Three have the book; every fifteenth customer is one of the other two's."""
        first, second, third, *others = STAFF
        small = number // 15 % 2
        return others[small] if number % 15 == 7 else (first, second, third)[number % 3]

    def _maybe(self, value: str) -> str:
        return "" if self.rng.random() < _UNKNOWN else value

    def _some(self, name: str) -> str:
        words = {self._lists[name].deal() for _ in range(self.rng.randint(1, 3))}
        return self._maybe(";".join(sorted(words)))

    def _complaint_size(self) -> str:
        return self.rng.choice(("small", "small", "large", "public"))


_WORD_LISTS = "surnames given places cores occupations needs interests resources channels".split()
_DAY_COLUMNS = (
    "opened_on last_contact_on last_transaction_on next_follow_up_on risk_assessed_on".split()
)


def _split(words: str | Sequence[str]) -> list[str]:
    return words.split() if isinstance(words, str) else list(words)


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def _read(name: str) -> Any:
    return yaml.safe_load((_HERE / name).read_text(encoding="utf-8"))


def _write(path: Path, rows: Sequence[Mapping[str, str]]) -> None:
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8")


def make(folder: Path) -> None:
    """Write the files of the book into a folder."""
    with (FOLDER / "products.csv").open(encoding="utf-8", newline="") as file:
        shelf = list(csv.DictReader(file))
    profiles = _read("book_profiles.yaml")
    for kind, count in (("person", _PERSONS), ("company", _COMPANIES)):
        missing = count - sum(each["kind"] == kind for each in profiles)
        profiles += [{"kind": kind}] * missing
    names = {each["name"] for each in profiles if "name" in each}
    maker = Maker(_read("book_making.yaml"), shelf, names)
    rows = [maker.row(number, profile) for number, profile in enumerate(profiles, start=1)]
    with (folder / "customers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    _write(folder / "contacts.jsonl", maker.contacts)
    _write(folder / "followups.jsonl", maker.follow_ups)
    _write(folder / "complaints.jsonl", maker.complaints)


if __name__ == "__main__":
    make(FOLDER)
