import pytest

from knowledge.retrieval.normalise import LONGEST, normalise


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("ＡＰＰ登不上", "app登不上"),
        ("客戶說基金虧損", "客户说基金亏损"),
        ("请问一下，理财亏了！！", "理财亏了"),
        ("哈哈哈哈哈哈", "哈哈"),
        ("嗯嗯", "嗯嗯"),
        ("{salutation}您好", "您好"),
        ("😀🎉", ""),
        ("", ""),
        ("  \n\t ", ""),
        ("利率0.2%", "利率0 2"),
    ],
)
def test_a_text_is_read_without_its_dress(text: str, plain: str) -> None:
    assert normalise(text) == plain


def test_a_long_text_is_read_in_part() -> None:
    assert len(normalise("理财亏了怎么办" * 1000)) <= LONGEST
