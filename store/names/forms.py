"""Normal forms of names: one spelling, surname and given name, a company's short form."""

import re
import unicodedata
from functools import cache
from pathlib import Path

_SPACES = re.compile(r"[\s·・•.]+")
LEGAL_FORM = "(?:集团)?(?:股份)?(?:有限)?(?:责任)?(?:[总分]?公司|合伙企业|企业|厂|店)"
"""The legal form behind a company's name, as a pattern."""
_LEGAL_ENDING = re.compile(f"{LEGAL_FORM}$")
_UNSAID_ENDING = re.compile(f"(?:{LEGAL_FORM}|集团|控股|合作社|事务所)$")
_COMPANY_ENDING = re.compile(f"(?:{LEGAL_FORM}|集团|控股|合作社|事务所|中心|商行|协会|基金会)$")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_INDUSTRY = re.compile(
    r"(?:科技|技术|制造|外贸|贸易|进出口|商贸|实业|投资|控股|集团|股份|食品|餐饮|酒店|建设|建筑|建材|"
    r"工程|机械|设备|电子|电器|电气|信息|网络|软件|智能|医药|医疗|生物|制药|化工|材料|新材料|能源|"
    r"新能源|环保|物流|运输|供应链|服饰|服装|纺织|家居|家具|装饰|教育|文化|传媒|广告|农业|农产品|"
    r"汽车|汽配|精密|模具|五金|包装|印刷|纸业|塑胶|塑业|钢铁|钢构|金属|矿业|地产|置业|物业|旅游|"
    r"咨询|管理|服务|发展|国际|水产|光电|半导体|仪器|重工|船务|航运|冷链|茶业|酒业|乳业|粮油|"
    r"花卉|园林|动力|电力|数据|通信|通讯|电商|跨境)+$"
)
_REGION = re.compile(
    r"^(?:北京|上海|天津|重庆|深圳|广州|杭州|苏州|南京|宁波|无锡|成都|武汉|西安|青岛|济南|厦门|福州|"
    r"长沙|郑州|合肥|东莞|佛山|温州|常州|南通|嘉兴|绍兴|昆山|大连|沈阳|哈尔滨|长春|石家庄|太原|"
    r"南昌|南宁|昆明|贵阳|海口|兰州|珠海|中山|泉州|烟台|潍坊|徐州|扬州|江苏|浙江|广东|山东|福建|"
    r"河南|河北|湖南|湖北|安徽|四川|江西|辽宁|陕西|山西|吉林|黑龙江|云南|贵州|海南|甘肃|中国)"
    r"(?:省|市)?"
)
COMPOUND_SURNAMES = frozenset(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 令狐 慕容 司徒 夏侯 端木 百里 南宫 长孙 宇文 轩辕 "
    "闻人 澹台 濮阳 淳于 单于 太叔 申屠 仲孙 钟离 呼延 万俟 独孤 赫连 拓跋 完颜 纳兰 鲜于 司空 "
    "司寇 东郭 公冶 公羊 公西 宗政 颛孙 巫马 漆雕 闾丘 亓官 羊舌".split()
)
"""Surnames of two characters. Left out: what reads more often as a common surname with a given
name (贺兰, 梁丘) or as a place or number (西门, 第五)."""
COMMON_SURNAMES = frozenset(
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董袁潘蔡蒋余杜叶程苏魏"
    "吕丁任沈姚卢姜崔钟谭陆汪范石廖贾夏韦付邹孟熊秦邱江尹薛闫段雷侯史陶黎贺顾毛郝龚邵万钱严覃武"
    "戴莫孔汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关焦左柳甘祝包宁符阮尚舒纪柯"
    "梅童毕单裴霍涂成苗谷曲盛冉骆路蓝"
)
SURNAME = f"(?:{'|'.join(sorted(COMPOUND_SURNAMES))}|[{''.join(sorted(COMMON_SURNAMES))}])"
"""A surname, as a pattern."""


def normal(text: str) -> str:
    """Full-width folded, case folded, spaces and middle dots gone."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text).casefold())


def split_name(name: str) -> tuple[str, str]:
    """Surname and given name of a person; a name not in Chinese has no surname."""
    if name[:2] in COMPOUND_SURNAMES and len(name) > 2:
        return name[:2], name[2:]
    if name and "一" <= name[0] <= "鿿":
        return name[:1], name[1:]
    return "", name


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


def names_company(name: str) -> bool:
    """Whether a name ends as companies' and associations' names do."""
    return _COMPANY_ENDING.search(name) is not None


@cache
def ordinary_words() -> frozenset[str]:
    """Two-character words that are names only when something says so."""
    return frozenset((Path(__file__).parent / "ordinary.txt").read_text(encoding="utf-8").split())
