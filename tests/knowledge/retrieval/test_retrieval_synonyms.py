"""The table of synonyms: edited by hand, in effect at once, and tried on saved questions."""

import shutil
from pathlib import Path

import pytest

from knowledge.retrieval import LiveHandbook
from knowledge.retrieval.lexicon_effect import effect_of
from knowledge.retrieval.questions import Question
from knowledge.retrieval.synonyms import (
    EDITS_FILE,
    NO_EDITS,
    Edits,
    SynonymRefused,
    read_edits,
    shipped_table,
    write_edits,
)

SHIPPED = {"现金流": ["周转不开", "手头紧"], "投诉": ["闹"]}


def test_what_is_added_and_removed_shows_in_the_table() -> None:
    edits = NO_EDITS.add("现金流", ["弹药不够"], shipped=SHIPPED)
    edits = edits.add("黑卡", ["乌金卡"], shipped=SHIPPED)
    edits = edits.remove("现金流", ["手头紧"], shipped=SHIPPED).remove(
        "投诉", ["闹"], shipped=SHIPPED
    )
    assert edits.table(SHIPPED) == {"现金流": ("周转不开", "弹药不够"), "黑卡": ("乌金卡",)}


def test_an_edit_undone_leaves_nothing() -> None:
    edits = NO_EDITS.add("现金流", ["弹药"], shipped=SHIPPED)
    edits = edits.remove("现金流", ["手头紧"], shipped=SHIPPED)
    edits = edits.add("现金流", ["手头紧"], shipped=SHIPPED)
    assert edits.remove("现金流", ["弹药"], shipped=SHIPPED) == NO_EDITS


@pytest.mark.parametrize(
    ("term", "way", "why"),
    [
        ("现金流", "周转不开", "已有"),
        ("现金流", "投诉", "自己就是词条"),
        ("现金流", "现金流", "不成"),
        ("现金流", "，。", "不成"),
        ("手头紧", "没钱", "已经是“现金流”的说法"),
        ("！", "没钱", "空"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(term: str, way: str, why: str) -> None:
    with pytest.raises(SynonymRefused, match=why):
        NO_EDITS.add(term, [way], shipped=SHIPPED)


def test_what_is_not_there_is_not_removed() -> None:
    with pytest.raises(SynonymRefused, match="没有“闹”"):
        NO_EDITS.remove("现金流", ["闹"], shipped=SHIPPED)


def test_the_edits_are_kept_as_they_were(tmp_path: Path) -> None:
    edits = Edits((("现金流", "弹药"),), (("投诉", "闹"),))
    write_edits(tmp_path, edits)
    assert read_edits(tmp_path) == edits
    assert [each.name for each in tmp_path.iterdir()] == [EDITS_FILE]
    assert read_edits(tmp_path / "elsewhere") == NO_EDITS


@pytest.fixture
def folder(data_dir: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(data_dir, tmp_path / "data"))


STRANGE = "老板问嘎嘎怎么弄"


def test_an_added_way_holds_at_once_for_who_answers_already(folder: Path) -> None:
    running, editing = LiveHandbook(folder), LiveHandbook(folder)
    assert running.current().search(STRANGE).nearest[0].script_id != "birthday-care"
    editing.put_edits(NO_EDITS.add("过生日送祝福", ["嘎嘎"], shipped=shipped_table()))
    assert running.current().search(STRANGE).hits[0].script_id == "birthday-care"
    editing.put_edits(NO_EDITS)
    assert running.current().search(STRANGE).nearest[0].script_id != "birthday-care"


def test_a_removed_way_is_read_as_its_term_no_more(folder: Path) -> None:
    live = LiveHandbook(folder)
    assert "#资金闲置" in live.current().scorer.reader.read("钱在睡大觉")
    live.put_edits(NO_EDITS.remove("资金闲置", ["睡大觉", "睡觉"], shipped=shipped_table()))
    assert "#资金闲置" not in live.current().scorer.reader.read("钱在睡大觉")


def test_a_file_that_does_not_read_changes_nothing(folder: Path) -> None:
    live = LiveHandbook(folder)
    (folder / EDITS_FILE).write_text("{", encoding="utf-8")
    assert live.current().search("客户存单到期了").hits


def test_the_edit_names_the_questions_it_makes_better_or_worse(folder: Path) -> None:
    live = LiveHandbook(folder)
    saved = [
        Question("1", STRANGE, ("birthday-care",)),
        Question("2", "嘎嘎的存单到期了怎么联系", ("maturity-rollover",)),
        Question("3", "嘎嘎", ()),
        Question("4", "客户存单到期了", ("maturity-rollover",)),
    ]
    edits = NO_EDITS.add("过生日送祝福", ["嘎嘎"], shipped=shipped_table())
    found = effect_of(live.current(), live.under(edits), ["嘎嘎"], saved)
    assert found.asked == 3
    assert [each.question.question_id for each in found.changed if each.better] == ["1"]
    assert "3" in [each.question.question_id for each in found.changed if each.worse]
