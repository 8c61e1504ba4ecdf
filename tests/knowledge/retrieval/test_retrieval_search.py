import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from knowledge.handbook.format import ScenarioScript
from knowledge.handbook.format.model import GROUPS
from knowledge.retrieval import Handbook, open_handbook
from knowledge.retrieval.bars import Bar, barred, bars
from tests.knowledge.retrieval.conftest import Build

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("question", "script_id"),
    [
        ("他卡里的錢一直躺著沒動", "idle-funds"),
        ("存单下礼拜就到期了", "maturity-rollover"),
        ("客户说隔壁行给得比咱高", "objection-competitor"),
        ("嫌钱一锁就是好几年，不灵活", "objection-liquidity"),
        ("货款老收不回来，厂里没东西抵", "receivables-financing"),
        ("基金亏惨了，要我们赔", "complaint-investment-loss"),
        ("电话里就开骂，先怎么让他消气", "complaint-emotion"),
        ("风评过期要重做", "risk-assessment-renewal"),
        ("怕儿子离婚把家产分走", "wealth-inheritance"),
        ("陈总后天过生日", "birthday-care"),
        ("一下转走了一大半的钱", "churn-warning"),
        ("刚开户的，头一个电话说点啥", "new-first-contact"),
    ],
)
def test_plain_speech_finds_its_script(handbook: Handbook, question: str, script_id: str) -> None:
    result = handbook.search(question)
    assert not result.abstained
    assert result.hits[0].script_id == script_id


@pytest.mark.parametrize(
    "question",
    [
        "明早会不会下雪",
        "糖醋排骨怎么烧",
        "写一段冒泡排序",
        "昨晚国安几比几",
        "订张去成都的机票",
        "年假没休完怎么算",
        "打印机卡纸",
        "讲个段子听听",
        "qwertyuiop",
        "asdf 1234 zxcv",
    ],
)
def test_what_the_handbook_does_not_hold_is_declined(handbook: Handbook, question: str) -> None:
    result = handbook.search(question)
    assert result.abstained
    assert result.hits == ()
    assert len(result.nearest) <= 3


@pytest.mark.parametrize("question", ["", "   ", "😀", "？？？", "\n"])
def test_a_text_without_words_is_declined(handbook: Handbook, question: str) -> None:
    result = handbook.search(question)
    assert (result.abstained, result.hits, result.nearest) == (True, (), ())


def test_a_very_long_text_is_answered(handbook: Handbook) -> None:
    assert handbook.search("客户说理财亏了要投诉，" * 500).nearest


@pytest.mark.parametrize("top", [1, 3, 12, 500])
def test_never_more_hits_than_asked_for_or_held(handbook: Handbook, top: int) -> None:
    hits = handbook.search("客户的定期到期了", top=top).hits
    assert len(hits) == min(top, len(handbook.scripts))
    assert len({hit.script_id for hit in hits}) == len(hits)


def test_scores_fall_and_lie_between_0_and_1(handbook: Handbook) -> None:
    scores = [hit.score for hit in handbook.search("理财到期钱转去别家").hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_a_hit_says_which_words_matched(handbook: Handbook) -> None:
    script = handbook.scripts["idle-funds"]
    hit = handbook.search(script.asks[0]).hits[0]
    assert (hit.script_id, hit.title, hit.matched) == (
        script.script_id,
        script.title,
        script.asks[0],
    )


def test_an_excluded_script_gives_way_to_the_next(handbook: Handbook) -> None:
    first, second, *_ = handbook.search("客户活期里钱一直没动").hits
    without = handbook.search("客户活期里钱一直没动", exclude={first.script_id})
    assert without.hits[0].script_id == second.script_id
    assert first.script_id not in {hit.script_id for hit in without.hits}


def test_what_words_bar_is_known(every_script: Sequence[ScenarioScript]) -> None:
    known = {script.script_id for script in every_script}
    assert {bar.group for bar in bars()} <= {*GROUPS, ""}
    assert {bar.script for bar in bars()} <= {*known, ""}


@pytest.mark.parametrize(
    ("text", "kept_out", "kept_in"),
    [
        ("客户投诉新开的卡收年费", "onboarding insurance-surrender", ""),
        ("新客户第一次见面说什么", "insurance-surrender", "onboarding"),
        ("聊聊保险", "insurance-surrender", "onboarding"),
        ("她想把那份保险退掉", "", "insurance-surrender"),
        ("客户投訴新開的卡", "onboarding insurance-surrender", ""),
        ("客户投\u200b诉新开的卡", "onboarding insurance-surrender", ""),
        ("保\u200b單还要交吗", "", "insurance-surrender"),
        ("想买基金怎么说", "gold redemption-wait retirement-planning", "product-ladder"),
        ("黄金基金能买吗", "", "gold"),
        ("基金卖了三天没到账", "gold", "redemption-wait"),
        ("离退休还有十年，买基金合适吗", "", "retirement-planning"),
        ("客户是外国人，护照开户的，能买理财吗", "onboarding child-account objection", ""),
        ("外国人嫌我们利率低", "onboarding", "objection"),
        ("给上初中的开个户要什么", "", "child-account everyday"),
        ("送他一箱酒让他别再闹", "gift-decline", ""),
        ("客户送我一箱酒怎么推", "", "gift-decline"),
    ],
)
def test_words_bar_a_group_and_words_missing_a_script(
    text: str, kept_out: str, kept_in: str
) -> None:
    groups, scripts = barred(text)
    assert set(kept_out.split()) <= groups | scripts
    assert not set(kept_in.split()) & (groups | scripts)


def test_a_bar_without_words_or_without_scripts_is_none() -> None:
    with pytest.raises(ValueError, match="a group or a script"):
        Bar(words=("投诉",), why="nothing barred")


def test_with_every_script_excluded_nothing_is_answered(handbook: Handbook) -> None:
    result = handbook.search("活期里的钱", exclude=set(handbook.scripts))
    assert (result.abstained, result.hits) == (True, ())


def test_a_handbook_of_one_script_answers(
    tmp_path: Path, scripts: list[ScenarioScript], build: Build
) -> None:
    build(tmp_path, scripts[:1])
    handbook = open_handbook(tmp_path)
    assert handbook.search(scripts[0].asks[0]).nearest[0].script_id == scripts[0].script_id


def test_an_empty_handbook_declines(tmp_path: Path, build: Build) -> None:
    build(tmp_path, [])
    assert open_handbook(tmp_path).search("客户活期里钱一直没动").abstained


HEAVY = "chromadb sentence_transformers torch sklearn scipy jieba bm25s langchain langchain_core"


def test_answering_imports_nothing_heavy(data_dir: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from knowledge.retrieval import open_handbook\n"
        f"handbook = open_handbook(Path({str(data_dir)!r}))\n"
        "handbook.search('客户活期里钱一直没动')\n"
        "handbook.references('明天下雨吗'), handbook.past_answers('明天下雨吗', team='T1')\n"
        f"print([name for name in {HEAVY!r}.split() if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_complaint_never_finds_what_is_said_to_a_new_customer(handbook: Handbook) -> None:
    asked = "第二次投诉，头一次联系新客户"
    assert handbook.scripts["new-first-contact"].group == "onboarding"
    found = handbook.search(asked, top=len(handbook.scripts))
    assert "new-first-contact" not in [hit.script_id for hit in found.nearest]
