"""Lists kept under a name: each keeper's own, one of a name, gone when dropped."""

from sqlalchemy import Engine
from store_world import NOW, actor_of

from store.engine import reading, transaction
from store.saved_lists import drop_list, keep_list, kept_lists


def test_a_list_is_its_keepers_and_a_name_is_kept_once(staffed: Engine) -> None:
    rm, other = actor_of("rm1"), actor_of("rm2")
    with transaction(staffed) as session:
        first = keep_list(session=session, actor=rm, name="到期", content={"limit": 1}, at=NOW)
        again = keep_list(session=session, actor=rm, name="到期", content={"limit": 2}, at=NOW)
        assert first == again
        assert not drop_list(session=session, actor=other, list_id=first)
    with reading(staffed) as session:
        (kept,) = kept_lists(session=session, actor=rm)
        assert (kept.list_id, kept.name, kept.content) == (first, "到期", {"limit": 2})
        assert kept_lists(session=session, actor=other) == ()
    with transaction(staffed) as session:
        assert drop_list(session=session, actor=rm, list_id=first)
        assert kept_lists(session=session, actor=rm) == ()
