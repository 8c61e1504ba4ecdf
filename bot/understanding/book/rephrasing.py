"""Turns of phrase put as the grammar reads them: 王姓的, 谁最有钱, 别叫投诉没完的, ……的也要.

Each is one way of saying what another says plainly; what is none of them stays as typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from store.names.forms import COMPOUND_SURNAMES
from store.names.surnames import COMMON

_SINGLE = "".join(each for each in COMMON if each not in "百同")
_SURNAME = f"(?:{'|'.join(sorted(COMPOUND_SURNAMES))}|[{_SINGLE}])"
_NAME = rf"{_SURNAME}[\u4e00-\u9fff]{{1,2}}"
_RICHEST = "最(?:有钱|富有|富|阔)"
_STOP = r"(?=[,，;；。!！?？ ]|$)"
_OLDER = "(?:年长|年老|岁数大|年纪大|年龄大|岁数老|年纪长)"
_YOUNGER = "(?:年轻|年少|岁数小|年纪小|年龄小|年纪轻)"
_FIRST = (
    r"(?:先排|先列|先来|先看|先给我?|先报|先念|优先|打头|靠前|在前|排头"
    r"|(?:排|放|搁|摆|列|站|往|在)+(?:最)?(?:前|上|头)(?:边|面|头|里|列|排)?(?:排|放|站)?)"
)
_ORDERS = (
    (re.compile(rf"(?<!从)(?:最)?{_OLDER}(?:的|者)?(?:人|客户)?{_FIRST}"), "年龄大的排前面"),
    (re.compile(rf"长者{_FIRST}"), "年龄大的排前面"),
    (re.compile(rf"(?<!从)(?:最)?{_YOUNGER}(?:的|者)?(?:人|客户)?{_FIRST}"), "年龄小的排前面"),
    (
        re.compile(
            rf"(?:请|就|先)?(?:从|打|由)(?:最)?(?:(?P<old>{_OLDER})|{_YOUNGER})(?:的|者)?(?:人|客户)?"
            r"(?:开始|起)?(?:往下|依次)?(?:排|列|报)(?:起|下去|下来|开始)?"
        ),
        lambda match: "年龄大的排前面" if match["old"] else "年龄小的排前面",
    ),
    (
        re.compile(
            r"(?:请|就|先)?(?:从|打|由)(?P<what>[^,，;；。\s从到往至]{0,6}?)"
            r"最?(?P<way>大|多|高|长|久|小|少|低|短|早|晚|近|远)的?"
            r"(?:那个|那头|一头)?(?:(?:开始|起)(?:往下|依次)?(?:排|列|报)|(?:往下|依次)(?:排|列)|(?:排|列|报)(?:起|下去|开始))"
        ),
        r"\g<what>\g<way>的排前面",
    ),
    (re.compile(rf"先(?:来)?开(?:户|卡)?的(?:客户|人)?{_FIRST}"), "开户早的排前面"),
    (re.compile(rf"后(?:来)?开(?:户|卡)?的(?:客户|人)?{_FIRST}"), "开户晚的排前面"),
)
"""The order by an age or an end to begin with: 从年长的排起, 先开户的排前面."""
_WHEN = (
    (
        re.compile(
            r"(?P<when>(?:20[0-9]{2}|今|去|前|大前)年(?:[0-9]{1,2}月)?|上个?月|这个?月|本月)(?:那会儿|那时)?(?:还|都)*"
            r"(?:没|未)(?:有)?到(?:的时候)?(?:就|便)"
        ),
        r"\g<when>之前就",
    ),
    (
        re.compile(
            r"(?:还)?(?:没|不|未)(?:有)?到(?P<when>(?:20[0-9]{2}|今|去|前|大前)年(?:[0-9]{1,2}月)?)(?:的时候)?(?:就|便)"
        ),
        r"\g<when>之前就",
    ),
)
"""A time that had not come: 2016年还没到就开了户."""
_FEAST_DAY = "大?(?:生日|生儿|寿|成立|纪念日|周年|司庆|厂庆|店庆)"
_TURNS = (
    (
        re.compile(
            r"(?:逢上?|赶上|碰上|碰到|遇上|赶着|轮到|轮上)(?:谁家?|哪[位个家户])?(?:过|做|办|庆)?"
            rf"(?={_FEAST_DAY})"
        ),
        "过",
    ),
    (re.compile(rf"(?:谁家?|哪[位个家户])(?P<does>过|做|办)(?={_FEAST_DAY})"), r"\g<does>"),
)
"""Whose turn it is: 这周轮到谁过生日, 12月份逢成立纪念日."""
_KINDS = "存款|理财|基金|保险|信托|贷款|货币类"
_OFFICE = (
    (
        re.compile(
            r"(?:沟通|谈话|聊天|联系|通话|拜访|会谈)(?:记录)?(?:中|里头|里面|里|时候|时|当中)(?:曾|有|都|也)?"
            r"(?:提及|提到|提起|出现|说到|谈到|问到|谈及|聊到|问及)过?"
        ),
        "提到过",
    ),
    (
        re.compile(
            r"一[张份笔只款样支点](?P<kind>保单|保险|基金|理财|存款|信托|贷款)(?:都|也)?"
            r"(?:没有|没买过?|没配|没持有|没办|没)"
        ),
        r"没买\g<kind>",
    ),
    (re.compile("(?<=的(?:名单|清单))(?=请|麻烦|务必)"), "，"),
    (re.compile("授权(?:缺失|空缺|空白|为空|还缺|没拿到|未取得|未获取)"), "授权没给"),
    (re.compile("(?P<way>微信|电话|短信|邮件|视频|网点|上门)(?:沟通|联系)?偏好"), r"首选\g<way>"),
    (re.compile("授权(?:还|仍|都|均)*(?:有效|在有效期内?)"), "授权给了"),
    (
        re.compile(
            rf"(?P<kind>{_KINDS})(?:持仓|覆盖|配置|持有)?(?:为零|是零|为空|零持仓|零配置|零覆盖|空白户?)"
        ),
        r"没买\g<kind>的",
    ),
    (
        re.compile(r"(?P<amount>万|亿|%|以上|以下)(?:的)?(?=(?:top|TOP|Top|排名?前) ?[0-9])"),
        r"\g<amount>，大的排前面，",
    ),
)
"""How an office writes: 授权有效, 保险覆盖为零, 资产500万以上TOP20."""
_PLAINLY: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile(
            r"的(?:就|都|先|咱)*(?:别打扰|不打扰|别动|不动|别碰|不碰|别烦|别联系|不联系|别管)了?"
            r"[,，;；。 ]+(?:其他|其余|其它|剩下|别)的?(?:人|客户)?(?:里头|里面|里|当中)?"
        ),
        "的不算，",
    ),
    (
        re.compile(
            r"(?:千万别|先别|别|不要|不用|甭)(?:叫|喊|请|邀请|邀|叫来|通知|带|拉)上?(?:那些|那个)?"
            r"(?=[^,，;；。我他她]{2,16}(?:[,，;；。!！?？ ]|$))"
        ),
        "不要",
    ),
    (
        re.compile(
            rf"({_SURNAME})姓(?=的|氏|客户|人|高净值|潜力|普通|老年|企业|个人|公司|[,，;；。?？和、或]|$)"
        ),
        r"姓\1",
    ),
    (re.compile(f"谁(?:家)?(?:是)?{_RICHEST}|{_RICHEST}的?(?:是)?谁"), "资产最多的是谁"),
    (re.compile(f"{_RICHEST}的"), "资产最多的"),
    (
        re.compile(
            r"^(?P<lead>(?:我们|我|咱们|咱|看看?|给我|列出?|手上|名下|的)*)最大的"
            r"(?=前?(?:[0-9]{1,3}|[一二三四五六七八九十两]{1,3})[个位家户]?(?:大)?(?:客户|户)?"
            r"(?:[,，;；。?？ 是有]|$))"
        ),
        r"\g<lead>资产最多的",
    ),
    *_ORDERS,
    *_WHEN,
    *_OFFICE,
    *_TURNS,
)
_FEW = "(?:[两二三四五六俩仨]|[2-6])"
_SURNAMES = re.compile(
    rf"(?P<names>(?:姓?{_SURNAME}[、和与跟或及,，\s]*){{2,8}})"
    rf"(?:这|那)?{_FEW}(?:个|家)?姓(?:氏)?(?:的)?(?:客户|人)?"
    rf"|(?P<named>(?:姓{_SURNAME}的?[、和与跟或及,，\s]*){{2,8}})"
    rf"(?:这|那){_FEW}(?:个)?(?:姓|家)(?:氏)?的?"
)
_ALL_OF_THEM = re.compile(rf"[,，](?:这)?{_FEW}个姓(?:氏)?的?都(?:要|算|列)")
_TOO = re.compile(
    rf"^(?P<one>[^,，;；。]+?的?)(?:人|客户)?(?:都|就)?要?[,，;；]+ *"
    r"(?P<other>[^,，;；。]+的)(?:人|客户)?"
    rf"(?:也|同样|一样)(?:要|算|列|算上|列上|列进来|算进来|给我){_STOP}"
)
_LEFT = re.compile(rf"的(?:人|客户)?(也(?:要|算上|列上|列进来|算进来)){_STOP}")
_BUT = re.compile(
    rf"(?:除了|除去|除开|撇开|不算)(?P<who>{_NAME}(?:[和、跟与及]{_NAME})*)(?:以外|之外|外)?[,，]"
)


def unplaced(typed: str) -> tuple[str, ...]:
    """A 也要 that was not put plainly: behind several clauses it is open what it is beside."""
    return tuple(_LEFT.findall(typed))


def put_plainly(typed: str, unknown: Callable[[str], bool]) -> str:
    """The question with its turns of phrase put plainly.

    `unknown` says of some words that they are no condition by themselves: a name is none.
    """
    typed = _SURNAMES.sub(_as_surnames, _ALL_OF_THEM.sub("", typed))
    for pattern, plainly in _PLAINLY:
        typed = pattern.sub(plainly, typed)
    typed = _TOO.sub(r"\g<one>，或者\g<other>", typed)
    found = _BUT.match(typed)
    if found is None:
        return typed
    names = re.split("[和、跟与及]", found["who"])
    if not all(map(unknown, names)):
        return typed
    left_out = "".join(f"名字叫“{name}”的不算，" for name in names)
    return left_out + typed[found.end() :]


def _as_surnames(match: re.Match[str]) -> str:
    """沈、钱、吴这三个姓 as 姓沈或姓钱或姓吴."""
    names = re.findall(_SURNAME, (match["names"] or match["named"]).replace("姓", ""))
    return "或".join(f"姓{name}" for name in names) + "的"
