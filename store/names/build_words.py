"""Makes words.txt and given.txt from jieba's dictionary: `python -m store.names.build_words`.

words.txt: the words of running Chinese that a name could be cut out of, or that could be cut out of
a name, with how rare each is; given.txt: the characters of given names. A line is a cost (minus the
natural logarithm of the share, one decimal) and what costs that much. Read by `words.py`: loading
jieba itself would take a second and 100 MB.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

from store.names.surnames import COMMON, COMPOUND, RARE

_HERE = Path(__file__).parent
_NAME_TAGS = frozenset({"nr", "nrt", "nrfg"})
_LEAST = {2: 10, 3: 12, 4: 8}
"""Words said less often than this in the dictionary's sixty million are left out, by length."""
_IDIOM = 3
_SAID_TWICE = 300
"""A word of two characters tagged as a name is a word all the same if it is this frequent."""
_STANDING = frozenset("d p c r uj ul uz ug ud uv u y v vn m q f e a t o s l n".split())
_MISTAGGED = frozenset(
    "吗呢吧啊呀哦嘛啦呗呐咧哩嘞哈哇哟咱俺咋啥唠趟撂喝掉刷丢挡踩扛掏抢搜抛选论护录吊削判搀往您很此每今行仍虽反且连"
    "块件奔够失止否恼拢撇攒晾较响升组轮毒吃疑误违虑总副主女晚现非们者车村县店楼户款卡单证钱"
)
"""Words all the same, though the dictionary calls them something else."""
_GRAMMAR = frozenset("d p c r uj ul uz ug ud uv u y f m q".split())
_NAME_AND_VERB = frozenset("明说 明讲 文说 国说".split())
"""Words that behind a name are its last character and what its bearer does: 张伟明说."""
_LEAST_ALONE, _LEAST_NOUN = 20, 400
_MODERN = (
    (4.5, "英华文明丽国建伟芳敏静秀强军洋勇艳杰娟涛超兰霞平刚桂志玉红梅海春晓云林"),
    (
        5.2,
        "浩宇轩梓涵怡欣雨嘉俊博泽睿思佳婷雪琳慧莉颖洁燕琴珍莲凤荣福祥龙飞鹏亮辉斌峰鑫磊波成清永德庆振兴立新生贵江"
        "元光东宏启昌忠良义仁康宁安乐远航达天正家诗梦瑶彤语晨阳昊然皓逸翔奕辰佩珊雅菲萌萍玲香翠彩月淑惠美婉素贞晶瑞"
        "卓越楠权毅朝世利学培金银宝根发财友勤进胜凯旋运豪柔倩岚薇蕾媛妍琪琦珊莎娜娇蓉芬芝芸若曦旭昕彬炜焕煜烨铭锋锐"
        "钧钢铁柱栋梁森松柏杨坤城培均圣舟航帆澜沁沛泓淼渊源溪滨湘涵潇澄瀚炎熙耀景晖晗晴智昱暄朗朋望期木杏桃棠楚",
    ),
)
"""Characters of given names today, with the cost they have at most: the dictionary's names are of
emperors and heroes of novels. After the counts of the yearly name reports."""
_COLLOQUIAL = (
    "明儿 今儿 昨儿 后儿 这儿 那儿 哪儿 咋样 咋整 咋说 咋办 啥时候 礼拜一 礼拜二 礼拜三 礼拜四 "
    "礼拜五 礼拜六 礼拜天 周一 周二 周三 周四 周五 周六 周日 周末 这周 上周 下周 本周 约了 "
    "打了 说了 问了 电话里 微信 理财 存单 定期 活期 网点 柜台 柜员 开户 销户 赎回 申购 续存 "
    "到期 年金 保单 净值 短信 简报 话术 转介绍 老储户 小伙子 老伴儿 唠嗑 一块儿 一会儿 头一回 "
    "头回 上回 下回 这回 哥俩 姐俩 网银 手机银行 对账单 回单 授信 账期 流水 放款 续贷 房贷 "
    "车贷 家里 家的 太太 先生 女士 阿姨 叔叔 大爷 大妈 大娘 大姐 大哥 老师 老板 老总 财务 会计 "
    "出纳 法人 换号 换卡 换车 换房 换手机 换电话 换工作 "
    "改约 改号 改签 销卡 停卡 退保 加保 转存 转走 转账 提前 催贷"
).split()


def main() -> None:
    """Write both tables."""
    entries = list(_entries())
    total = sum(count for _, count, _ in entries)
    words = {word: count for word, count, tag in entries if _is_word(word, count, tag)}
    words |= {word: max(words.get(word, 0), 600) for word in _COLLOQUIAL}
    given = _given(entries)
    alone = {
        word: count
        for word, count, tag in entries
        if len(word) == 1 and _stands_alone(word, count, tag)
    }
    _write(_HERE / "words.txt", {word: count / total for word, count in (words | alone).items()})
    _write(_HERE / "given.txt", given)


def _entries() -> Iterator[tuple[str, int, str]]:
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba")
    for line in (Path(spec.origin).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split(" ")
        yield word, int(count), tag


def _is_word(word: str, count: int, tag: str) -> bool:
    if word in _NAME_AND_VERB:
        return False
    if tag in _NAME_TAGS and len(word) < 4 and _starts_as_name(word):
        return len(word) == 2 and count >= _SAID_TWICE
    if tag == "i" and len(word) == 4:
        return count >= _IDIOM
    return count >= _LEAST.get(len(word), count + 1)


def _starts_as_name(word: str) -> bool:
    return word[0] in COMMON or word[0] in RARE or word[:2] in COMPOUND


def _stands_alone(character: str, count: int, tag: str) -> bool:
    """Whether a character is a word by itself, rather than a piece of one: 说 is, 伟 is not."""
    if character in _MISTAGGED or tag in _GRAMMAR:
        return count >= _LEAST_ALONE
    least = _LEAST_NOUN if tag == "n" else _LEAST_ALONE
    return tag in _STANDING and count >= least


def _given(entries: list[tuple[str, int, str]]) -> dict[str, float]:
    """The share of each character among those behind the surname in the names listed."""
    counts: Counter[str] = Counter()
    for word, _, tag in entries:
        if tag in _NAME_TAGS and len(word) == 3 and word[0] in COMMON:
            counts.update(word[1:])
    total = sum(counts.values())
    shares = {character: count / total for character, count in counts.items() if count > 1}
    for cost, characters in _MODERN:
        shares |= {each: max(shares.get(each, 0), math.exp(-cost)) for each in characters}
    return shares


def _write(path: Path, shares: Mapping[str, float]) -> None:
    by_cost: defaultdict[float, list[str]] = defaultdict(list)
    for item, share in shares.items():
        by_cost[round(-math.log(share), 1)].append(item)
    lines = (f"{cost} {' '.join(sorted(items))}\n" for cost, items in sorted(by_cost.items()))
    path.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
