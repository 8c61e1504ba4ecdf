from collections.abc import Sequence
from pathlib import Path

import pytest

from knowledge.retrieval.lexicon import Lexicon, LexiconFault, lexicon_of, load_lexicon
from knowledge.retrieval.normalise import normalise


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.mark.parametrize(
    ("said", "formal"),
    [
        ("基金套牢了", "净值下跌"),
        ("钱锁太久客户不干", "流动性"),
        ("厂里周转不开", "现金流"),
        ("工资趴账上", "资金闲置"),
        ("货款压三个月", "应收账款"),
        ("要打包票", "承诺收益"),
        ("記者來了", "舆情"),
        ("U盾放我这", "代客操作"),
    ],
)
def test_colloquial_words_are_understood(lexicon: Lexicon, said: str, formal: str) -> None:
    assert formal in lexicon.formal(normalise(said))


def test_there_are_several_hundred_ways(lexicon: Lexicon) -> None:
    assert len(lexicon.forms) > 800


def test_words_of_no_meaning_here_say_nothing(lexicon: Lexicon) -> None:
    assert lexicon.formal("今天天气不错") == ()


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ({"流动性": ["锁太久"], "锁太久": ["太久"]}, "锁太久 is a formal term and also a way"),
        ({"甲": ["乙"], "乙": ["甲"]}, "also a way of saying"),
        ({"甲": "乙"}, "not a list of texts"),
        ({"甲": [12378]}, "not a list of texts"),
        ({"甲": ["😀"]}, "says nothing"),
        ({"甲": ["乙", "乙"]}, "乙 stands twice"),
        (["甲"], "not a mapping"),
    ],
)
def test_a_faulty_lexicon_is_refused(entries: dict[str, Sequence[str]], reason: str) -> None:
    with pytest.raises(LexiconFault, match=reason):
        lexicon_of(entries)


def test_a_bank_may_add_its_own_words(tmp_path: Path) -> None:
    file = tmp_path / "lexicon.yaml"
    file.write_text("资金闲置: [钱在卡里养老]\n", encoding="utf-8")
    assert load_lexicon(file).formal("客户钱在卡里养老呢") == ("资金闲置",)
