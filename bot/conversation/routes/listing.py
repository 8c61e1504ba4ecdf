"""Lists of customers: asked in words, by a button, by a name of one's own; paged, sorted, kept."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Sequence

from bot.attachments import Attachment
from bot.book.fields import AlertAsked, Field
from bot.book.query import Leaf, Op, Query, Sort, any_of, query_from, query_json
from bot.book.wording import condition_words
from bot.conversation.buttons import Offer, Post, Verb, in_rows, say
from bot.conversation.phrases import asks_own_lists
from bot.conversation.routes.mistaken import may_be_list
from bot.conversation.subjects import CustomerList
from bot.conversation.turn import Turn
from bot.render.book import PAGE, book_screen, not_understood_screen
from bot.results.book import BookAnswer, NamedList
from bot.results.declined import Declined
from bot.results.notes import Message
from bot.usecases.book import ask_book, is_list_question, list_query, refine
from bot.usecases.book_lists import as_table, drop, keep, own_lists
from bot.usecases.refusals import ADVISED, NO_LISTS


def _alerts(*names: AlertAsked) -> Query:
    """Whom one of the alerts is about."""
    return Query(any_of([Leaf(Field.ALERT, Op.IS, name.value) for name in names]))


LISTS: dict[str, tuple[str, Query]] = {
    "churn": ("流失预警", _alerts(AlertAsked.CHURN)),
    "maturity": ("到期", _alerts(AlertAsked.MATURED, AlertAsked.MATURITY)),
    "late": ("服务时限已过", _alerts(AlertAsked.CLOCK)),
    "birthday": ("近期生日", _alerts(AlertAsked.BIRTHDAY)),
    "overdue": (
        "该联系了",
        _alerts(AlertAsked.CONTACT_OVERDUE, AlertAsked.FOLLOW_UP, AlertAsked.PROMISE),
    ),
    "idle": ("资金闲置", _alerts(AlertAsked.IDLE)),
    "complaint": ("未结投诉", _alerts(AlertAsked.COMPLAINT)),
    "risk": ("测评过期或缺失", _alerts(AlertAsked.ASSESSMENT)),
    "consent": ("没有授权或免打扰", _alerts(AlertAsked.CONSENT, AlertAsked.QUIET)),
    "new": ("新客户", _alerts(AlertAsked.NEW)),
    "info": ("信息要补", _alerts(AlertAsked.INCOMPLETE, AlertAsked.CONFLICT)),
}
"""The common lists behind buttons, as queries of the same grammar."""
_SORTS = (
    ("按资产", Sort(Field.AUM, "desc")),
    ("按到期", Sort(Field.MATURITY, "asc")),
    ("按上次联系", Sort(Field.CONTACTED_ON, "asc")),
)
_MOST_BUTTONS = 6
_WHICH = "要看哪一类客户？点一个，或者直接说条件，例如“资产500万以上、本月有理财到期的”。"
_NO_LIST = "没有这个名单。发 /list 看有哪些。"
_FURTHER = re.compile(
    r"^(?:其中|(?:这|那)?里面|当中|这些(?:人|客户)?(?:里|里面|当中)?|(?:再|先)?(?:按|照).{1,12}排|再(?:筛|加|看)"
    r"|去掉|除去|除了|不要|排除|只(?:看|要|留)"
    r"|(?:资产|金额)?(?:最[多高大])?的?前[0-9一二两三四五六七八九十]{1,3}[个位名户家]?(?:呢|吧)?[。？?]?$)"
)
_OUTRIGHT = re.compile(
    r"^(?:谁|哪些(?:人|客户|企业)|哪几[个位户])"
    r"|(?:客户|的人|企业)(?:都|还)?(?:有|是)?(?:哪些|谁|哪几[个位户]|多少[个位户])[?？。]?$"
)
"""Asked outright whom a list is to hold: what waited for an answer is not meant."""
_CLOSED_CASES = re.compile(
    r"(?:有过|哪些)?(?:客户的?)?(?:投诉|客诉)(?:都|已经?|现在)*"
    r"(?:结案|办结|了结|结|处理完|处理好|解决|平息)(?:了|掉|完)*的(?:客户|人|有谁|有哪些|是谁|都有谁)*[?？。]?"
)
_ONLY_OPEN = (
    "名单里只有未结的投诉，没有按“投诉结案”筛。办结过的在各客户的 /case 里；"
    "可以问：有未结投诉的客户；没有未结投诉的高净值客户。"
)
_LONGEST_NAME = 20
_OF_THEM = re.compile(r"^(?:其中|(?:这|那)?里面|当中|这些)")
"""Plainly of the list; other words that begin like a refinement are one if all of them are read."""
_LEAD = re.compile(r"^(?:其中|(?:这|那)?里面|当中|这些(?:人|客户)?(?:里面|当中|里)?|再)的?[,，]?")
_EXPORT = re.compile(
    r"^(?:把)?(?:这个|刚才的|上面的)?(?:名单|列表|客户)?导出(?:来|一下|名单|表格)?(?:成?(?:excel|xlsx|表格?))?[。.!！]?$",
    re.IGNORECASE,
)
_NOTHING_LISTED = "还没有看过名单。先问一个条件，例如“资产500万以上的”，再说“导出”。"
_NOBODY_LISTED = "上一个名单里没有客户，没有可导出的。"
_KEEP = re.compile(
    r"^(?:把?(?:这个)?(?:名单|列表)?)?(?:存成|存为|保存成|保存为|另存为|存一下叫)\s*[“\"]?(.{1,20}?)[”\"]?$"
)


def list_command(turn: Turn, words: str) -> Sequence[Post]:
    """/list [what]: a list by its name, a question, or what there is as buttons."""
    if turn.actor.role not in ADVISED:
        return [say(NO_LISTS.reason)]
    if words:
        return _by_name(turn, words) or asked(turn, words)
    offers = [Offer(heading, Verb.LIST, name) for name, (heading, _) in LISTS.items()]
    own = [Offer(f"📋 {each.name}", Verb.LIST_KEPT, each.list_id) for each in _own(turn)]
    return [say(_WHICH, rows=in_rows([*offers, *own], width=2))]


def list_wanted(turn: Turn, message: Message) -> Sequence[Post]:
    """A question on the book in words."""
    return asked(turn, message.text)


def is_list(turn: Turn, message: Message) -> bool:
    """Whether a message taken for something else is a question on the book, understood whole."""
    if message.customer is not None or not may_be_list(message):
        return False
    return is_list_question(message.text, work=turn.work, actor=turn.actor)


def outright(turn: Turn, text: str) -> Sequence[Post] | None:
    """A question that asks for customers and is understood whole, whatever else was waiting.

    What lists there are of one's own is answered alike.
    """
    if asks_own_lists(text):
        return list_command(turn, "")
    if _CLOSED_CASES.fullmatch(text.strip()) and turn.actor.role in ADVISED:
        return [say(_ONLY_OPEN)]
    if _OUTRIGHT.search(text.strip()) is None:
        return None
    understood = is_list_question(text, work=turn.work, actor=turn.actor)
    return asked(turn, text) if understood else None


def asked(turn: Turn, text: str) -> Sequence[Post]:
    """The answer to a question; what was not understood is named, and asked about first."""
    return _answered(turn, ask_book(text, work=turn.work, actor=turn.actor))


def refined(turn: Turn, text: str) -> Sequence[Post] | None:
    """The last list further: 其中企业的, 再按资产排, 存成 到期跟进; None for anything else."""
    if (own := _own_named(turn, text.strip())) is not None:
        return show_kept(turn, own.list_id)
    query = _listed(turn)
    exported = _EXPORT.match(text.strip()) is not None
    if query is None:
        return [say(_NOTHING_LISTED)] if exported else None
    if exported:
        return export(turn, CustomerList(turn.memory.listed), "")
    name = _KEEP.match(text.strip())
    if name is not None:
        return keep_as(turn, CustomerList(turn.memory.listed), name[1].strip())
    if not _FURTHER.match(text):
        return None
    words = _LEAD.sub("", text) or text
    found = refine(query, words, work=turn.work, actor=turn.actor)
    if isinstance(found, BookAnswer) and not _OF_THEM.match(text):
        former = list_query(query, work=turn.work, actor=turn.actor)
        empty = isinstance(former, BookAnswer) and not former.total
        if found.not_understood or empty:
            return None
    return _answered(turn, found) if found is not None else None


def show_list(turn: Turn, name: str) -> Sequence[Post]:
    """One of the common lists."""
    if name not in LISTS:
        return [say(_NO_LIST)]
    heading, query = LISTS[name]
    return _shown_query(turn, query, heading=heading)


def show_kept(turn: Turn, list_id: str) -> Sequence[Post]:
    """One of one's own lists, as its customers are now."""
    found = next((each for each in _own(turn) if each.list_id == list_id), None)
    if found is None:
        return [say(_NO_LIST)]
    posts = list(_shown_query(turn, found.query, heading=found.name))
    drop_offer = [Offer("🗑 删掉这个名单", Verb.LIST_DROP, list_id)]
    last = posts[-1]
    return [*posts[:-1], dataclasses.replace(last, rows=[*last.rows, drop_offer])]


def drop_kept(turn: Turn, list_id: str) -> Sequence[Post]:
    """One of one's own lists is kept no longer."""
    gone = drop(list_id, work=turn.work, actor=turn.actor)
    return [say("已删掉这个名单，客户没有变动。" if gone else _NO_LIST)]


def show_anyway(turn: Turn, of: CustomerList, _: str) -> Sequence[Post]:
    """The list without what was not understood, or behind a number."""
    query = dataclasses.replace(_query(of.query), count_only=False)
    return _shown_query(turn, query, heading=of.heading)


def show_page(turn: Turn, of: CustomerList, start: str) -> Sequence[Post]:
    """A further page."""
    place = int(start) if start.isdigit() else 0
    return _shown_query(turn, _query(of.query), heading=of.heading, start=place)


def show_sorted(turn: Turn, of: CustomerList, place: str) -> Sequence[Post]:
    """The list in another order."""
    at = int(place) if place.isdigit() and int(place) < len(_SORTS) else 0
    query = dataclasses.replace(_query(of.query), sort=_SORTS[at][1])
    return _shown_query(turn, query, heading=of.heading)


def export(turn: Turn, of: CustomerList, _: str) -> Sequence[Post]:
    """The list as a table to be kept."""
    found = list_query(_query(of.query), work=turn.work, actor=turn.actor, heading=of.heading)
    if isinstance(found, Declined):
        return [say(found.reason)]
    if not found.rows:
        return [say(_NOBODY_LISTED)]
    name = f"{of.heading or '客户名单'}_{turn.today:%Y%m%d}.xlsx"
    words = f"{len(found.rows)}位客户的名单，含客户信息，请按规定保管。"
    attached = (Attachment(name, as_table(found, work=turn.work, actor=turn.actor)),)
    return [dataclasses.replace(say(words), attached=attached, confidential=True)]


def keep_as(turn: Turn, of: CustomerList, name: str) -> Sequence[Post]:
    """The list is kept under a name; without one, under its condition."""
    query = _query(of.query)
    name = name or of.heading or condition_words(query.condition)
    kept = keep(name, query, work=turn.work, actor=turn.actor)
    if isinstance(kept, Declined):
        return [say(kept.reason)]
    show = [[Offer("看这个名单", Verb.LIST_KEPT, kept.list_id)]]
    words = f"已存成名单“{kept.name}”，发 /list 就能看到，每次按当天的记录重新筛。"
    return [dataclasses.replace(say(words, rows=show), confidential=True)]


def _by_name(turn: Turn, words: str) -> Sequence[Post] | None:
    """A list whose name was said."""
    own = _own_named(turn, words)
    if own is not None:
        return show_kept(turn, own.list_id)
    meant = [name for name, (heading, _) in LISTS.items() if heading.startswith(words)]
    return show_list(turn, meant[0]) if len(meant) == 1 and len(words) > 1 else None


def _own_named(turn: Turn, name: str) -> NamedList | None:
    """One of one's own lists by its whole name."""
    if turn.actor.role not in ADVISED or not 1 < len(name) <= _LONGEST_NAME:
        return None
    return next((each for each in _own(turn) if each.name == name), None)


def _own(turn: Turn) -> Sequence[NamedList]:
    return own_lists(work=turn.work, actor=turn.actor)


def _shown_query(turn: Turn, query: Query, *, heading: str = "", start: int = 0) -> Sequence[Post]:
    found = list_query(query, work=turn.work, actor=turn.actor, heading=heading)
    return [say(found.reason)] if isinstance(found, Declined) else [_shown(turn, found, start)]


def _answered(turn: Turn, found: BookAnswer | Declined) -> Sequence[Post]:
    """The list, or first the question what to do with what was not understood."""
    if isinstance(found, Declined):
        return [say(found.reason)]
    if not found.not_understood:
        return [_shown(turn, found)]
    if found.asks_nothing:
        return [Post(not_understood_screen(found))]
    subject = CustomerList(_text(found.query))
    anyway = [[Offer(f"不管这句，看这{found.total}位", Verb.LIST_ANYWAY)]]
    return [Post(not_understood_screen(found), anyway, subject)]


def _shown(turn: Turn, found: BookAnswer, start: int = 0) -> Post:
    turn.list_shown(_text(found.query))
    subject = CustomerList(_text(found.query), found.heading)
    return Post(book_screen(found, start=start), _rows(found, start), subject)


def _rows(found: BookAnswer, start: int) -> list[list[Offer]]:
    if found.query.count_only:
        return [[Offer("看名单", Verb.LIST_ANYWAY)]] if found.total else []
    page = found.rows[start : start + PAGE]
    rows = in_rows(
        [Offer(each.name, Verb.BRIEF, each.customer_id) for each in page[:_MOST_BUTTONS]]
    )
    if start + PAGE < len(found.rows):
        rows.append([Offer("更多", Verb.LIST_MORE, str(start + PAGE))])
    if len(found.rows) > 1:
        rows.append([Offer(label, Verb.LIST_SORT, str(at)) for at, (label, _) in enumerate(_SORTS)])
        rows.append([Offer("导出", Verb.LIST_EXPORT), Offer("存名单", Verb.LIST_KEEP)])
    return rows


def _text(query: Query) -> str:
    return json.dumps(query_json(query), ensure_ascii=False)


def _query(text: str) -> Query:
    return query_from(json.loads(text))


def _listed(turn: Turn) -> Query | None:
    """The list shown last in this chat."""
    try:
        return _query(turn.memory.listed) if turn.memory.listed else None
    except ValueError:
        return None
