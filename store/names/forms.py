"""Normal forms of names: one spelling, surname and given name, a company's short form."""

import re
import unicodedata
from functools import cache
from pathlib import Path

from store.names.surnames import COMMON, COMPOUND

HAN = "㐀-䶿一-鿿豈-﫿𠀀-𲎯〇々"
"""Chinese characters, the rare ones too, as the inside of a character class."""
LATIN = r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9]*(?:['’‘`´][A-Za-zÀ-ɏ]+)?"
"""A word in Latin letters, as a pattern."""
DOTS = "·・•‧∙⋅･﹒․."
"""The dots between the parts of a name, as people type them."""
_DOT = re.compile(f"[{DOTS}]")
_SPACES = re.compile(rf"[\s{DOTS},，]+")
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘`´"))
LEGAL_FORM = "(?:集团)?(?:股份)?(?:有限)?(?:责任)?(?:[总分]?公司|合伙企业|企业|厂|店)"
"""The legal form behind a company's name, as a pattern."""
_LEGAL_ENDING = re.compile(f"{LEGAL_FORM}$")
_UNSAID_ENDING = re.compile(f"(?:{LEGAL_FORM}|集团|控股|合作社|事务所)$")
_COMPANY_ENDING = re.compile(f"(?:{LEGAL_FORM}|集团|控股|合作社|事务所|中心|商行|协会|基金会)$")
_CHINESE = re.compile(f"[{HAN}]")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_TRADES = (
    "科技|技术|制造|外贸|贸易|进出口|商贸|实业|投资|控股|集团|股份|食品|餐饮|酒店|建设|建筑|建材|"
    "工程|机械|设备|电子|电器|电气|信息|网络|软件|智能|医药|医疗|生物|制药|化工|材料|新材料|能源|"
    "新能源|环保|物流|运输|供应链|服饰|服装|纺织|家居|家具|装饰|教育|文化|传媒|广告|农业|农产品|"
    "汽车|汽配|精密|模具|五金|包装|印刷|纸业|塑胶|塑业|钢铁|钢构|金属|矿业|地产|置业|物业|旅游|"
    "咨询|管理|服务|发展|国际|水产|光电|半导体|仪器|重工|船务|航运|冷链|茶业|酒业|乳业|粮油|"
    "花卉|园林|动力|电力|数据|通信|通讯|电商|跨境"
)
"""Lines of business a company's name holds; what is left is the name proper."""
_INDUSTRY = re.compile(f"(?:{_TRADES})+$")
_MORE_TRADES = (
    "商务|生态|合作社|设计|律师|会计|事务所|工作室|中心|银行|证券|信托|保险|人寿|财险|期货|租赁|担保|典当|基金|资管|支付|"
    "资本|创投|风投|私募|财富|金服|投顾|小贷|小额贷款|理财|钱庄|大酒店|宾馆|饭店|酒家|酒楼|餐厅|饭庄|茶楼|超市|商场|商城|广场|百货|便利店|药房|药店|大药房|医院|"
    "诊所|学校|大学|学院|中学|小学|幼儿园|书店|书局|影院|影城|影业|影视|地产|房产|房地产|建工|路桥|电动车|摩托|家电|手机|"
    "眼镜|珠宝|黄金|服装店|理发店|美容|健身|会馆|会所|俱乐部|花园|小区|公寓|大厦|国际酒店|牧业|种业|渔业|林业|果业|"
    "粮食|米业|面业|油脂|饮料|矿泉水|啤酒|白酒|酒厂|药业|制衣|鞋业|皮具|玩具|玻璃|陶瓷|水泥|石化|石油|燃气|热力|"
    "水务|环境|检测|认证|人力|劳务|安保|保安|保洁|家政|快递|速运|货运|客运|航空|铁路|租车|二手车|装修|门窗|灯饰|照明"
)
TRADE = f"(?:{'|'.join(sorted(f'{_TRADES}|{_MORE_TRADES}'.split('|'), key=len, reverse=True))})"
"""A word that says what a firm does, as a pattern: another one makes it another firm."""
_TRADE = re.compile(TRADE)
PLACES = (
    "北京|上海|天津|重庆|深圳|广州|杭州|苏州|南京|宁波|无锡|成都|武汉|西安|青岛|济南|厦门|福州|"
    "长沙|郑州|合肥|东莞|佛山|温州|常州|南通|嘉兴|绍兴|昆山|大连|沈阳|哈尔滨|长春|石家庄|太原|"
    "南昌|南宁|昆明|贵阳|海口|兰州|珠海|中山|泉州|烟台|潍坊|徐州|扬州|江苏|浙江|广东|山东|福建|"
    "河南|河北|湖南|湖北|安徽|四川|江西|辽宁|陕西|山西|吉林|黑龙江|云南|贵州|海南|甘肃|中国"
)
"""Places that stand before a company's name, as a pattern."""
_REGION = re.compile(f"^(?:{PLACES})(?:省|市)?")
COMPOUND_SURNAMES = frozenset(COMPOUND)
COMMON_SURNAMES = frozenset(COMMON)
SURNAME = f"(?:{'|'.join(sorted(COMPOUND_SURNAMES))}|[{''.join(sorted(COMMON_SURNAMES))}])"
"""A surname, as a pattern."""


def normal(text: str) -> str:
    """Full width and case folded, no spaces, apostrophes, middle dots and commas."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_APOSTROPHES)
    return _SPACES.sub("", folded)


def split_name(name: str) -> tuple[str, str]:
    """Surname and given name of a person; a name not in Chinese has no surname."""
    if name[:2] in COMPOUND_SURNAMES and len(name) > 2:
        return name[:2], name[2:]
    if _CHINESE.match(name):
        return name[:1], name[1:]
    return "", name


def has_dot(name: str) -> bool:
    """Whether a name is written in parts with a dot between: 阿依古丽·吐尔逊."""
    return _DOT.search(name.strip(DOTS)) is not None


def addressed_name(company: str) -> str:
    """A company's name as it is addressed: without its legal form; 集团 and 事务所 are said."""
    bare = _BRACKETED.sub("", company)
    return _LEGAL_ENDING.sub("", bare) or company


def short_name(company: str) -> str:
    """A company's name as people say it: no place in front, no legal form behind."""
    bare = _BRACKETED.sub("", company)
    while (shorter := _UNSAID_ENDING.sub("", bare)) != bare and len(shorter) >= 2:
        bare = shorter
    without_region = _REGION.sub("", bare)
    return without_region if len(without_region) >= 2 else bare


def core_name(company: str) -> str:
    """The name proper of a company: the short form without its line of business."""
    short = short_name(company)
    core = _INDUSTRY.sub("", short)
    return core if len(core) >= 2 else short


def brand_of(short: str, said: str) -> bool:
    """Whether *said* is what a company's short form *short* holds before its line of business."""
    return short.startswith(said) and _TRADE.match(short, len(said)) is not None


def names_company(name: str) -> bool:
    """Whether a name ends as companies' and associations' names do."""
    return _COMPANY_ENDING.search(name) is not None


@cache
def ordinary_words() -> frozenset[str]:
    """Two-character words that are names only when something says so."""
    return frozenset((Path(__file__).parent / "ordinary.txt").read_text(encoding="utf-8").split())
