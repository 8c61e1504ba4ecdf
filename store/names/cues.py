"""The words around a name that say somebody is meant: 给…打电话, 跟…聊, …先生, …那边, …说."""

from __future__ import annotations

import re

from store.names.forms import DOTS, HAN, LEGAL_FORM, TRADE
from store.names.titles import TITLES

_LOOK_BACK = 8
_CONTACT = (
    r"(?:给|跟|和|约|找|联系|拜访|回访|见|访|陪|通知|提醒|转告|告诉|邀请|问|查|帮|替|为|向|对|让|叫|催|劝|"
    r"把|被|请)(?:一下|下|了|着|过|完)?"
)
_BEFORE = re.compile(
    rf"(?:{_CONTACT}|客户|储户|看看|看下|看一下|叫|姓名|名字|户主|简报|准备|记录|记一笔|关于|今天|刚才?|"
    r"就是|的是|还有|以及|、)\s*(?:老?客户|储户)?$"
)
_ADDRESSED = re.compile(
    r"(?:给|跟|和|约|找|联系|拜访|回访|看看|看下|看一下|(?<![看听遇碰意再])见|访|陪|同|与|通知|提醒|邀请)(?:一下|下|了|着)?\s*$"
)
_GONE_TO = re.compile(r"(?:去|跑|到)(?:了)?一?趟\s*$|走访(?:了)?\s*$|(?:去|跑)了\s*$")
_AFTER = re.compile(
    rf"\s*(?:打(?:了|过)?(?:个|一个|通)?电话|打了|通(?:了|完|过|个|了?一?个)?电话|聊|谈|见面|发(?:了|个|条|一|短信|微信|消息|信息|资料)|联系|沟通|"
    rf"[这那](?:边|儿|头|小子|孩子|丫头|人|位|几个|帮|家)|是|现在|最近|{TITLES}|老弟|老哥|大娘|老太太|老爷子|说|嫌|问|要(?!求)|想|让|答应|回|约|来|"
    r"的(?:情况|电话|简报|账户|定期|存单|理财|到期|生日|测评|资料|单子|卡|合同|投诉)|的?简报|"
    r"是不是|有没有|啥时候|什么时候|今天|明天|下午|上午|最近|现在|这笔|那笔|怎么|咋)"
)
_DIALLED = re.compile(
    r"\s*(?:打(?:了|过)?(?:个|一个|通)?电话|通(?:了|完|过|个|了?一?个)?电话|聊|谈|见面|发(?:了|个|条)?(?:微信|短信|信息)|视频|联系|沟通|吃饭)"
)
_CALLED = re.compile(
    r"(?:给|跟|和|约|找|联系|拜访|回访|打给)(?:一下|客户|尾号|号码)*\s*"
    rf"(?P<who>[{HAN}A-Za-zÀ-ɏ0-9{DOTS}'’ -]{{2,20}}?)\s*"
    r"(?:的?那?[位个]?客户)?\s*(?:打(?:了|过)?(?:个|一个|通)?电话|通(?:个|了?一?个)?电话|聊(?:聊|一下)|谈谈|见面|$)"
)
_SPOKEN_OF = re.compile(
    rf"\s*(?P<who>[{HAN}{DOTS}]{{2,8}}?)(?=[这那]边|怎么样|最近|说|问|嫌|想|要|的(?:情况|简报|电话|定期|理财))"
)
_COMPANY_AFTER = re.compile(
    rf"\s*(?:{LEGAL_FORM}|集团|{TRADE}|的?(?:财务|会计|出纳|法人|老板|老总|负责人|采购|对公|账期|账|应收|贷款|授信|"
    r"回款|流水|保证金|保函|票据|代发|工资户|基本户|结算|员工|设备款|货款|开票|报表|尽调|年检|开户|存款|财报|合同|订单)|"
    r"的[\u4e00-\u9fff]{1,2}(?:总|董|会计|经理|老板|姐|哥)|"
    r"[这那](?:边|儿|头|几个|帮|家)|打(?:了|过)?(?:个)?电话|要(?!求)|想|问|说|嫌|催|约|急|旺季|淡季|新开|缺|总(?![体共额量是结])|董|"
    r"(?:还|又|都|也|一直)?(?:投诉|反映|抱怨|答应|同意|拒绝|希望|担心|打算|不(?:想|肯|愿|要|同意|满意|接)|没(?:接|回|同意)|"
    r"[打给评]了?[^,，。;；]{0,8}?(?:\d|[一二两三四五六七八九十])分(?![钟之行期红])))"
)
_ROLE_BEFORE = re.compile(
    r"(?:派出所|公安局|法院|税务局?|中介|柜台|柜员|柜面|大堂|前台|保安|保洁|同事|隔壁|部门|经理|主任|行长|主管|科长|处长|"
    r"财务|会计|出纳|司机|律师|医生|物业|社区|居委会?|快递|食堂|总行|分行|支行|网点|科技部|运营部?|风控|合规|人事|法务|"
    r"老板|法人|秘书|助理|银行|证券|保险|公司)(?:的|里|那个)?$"
)
_WORK_BEFORE = re.compile(r"(?:[一两几这那]?[本部首幅]|作家|作者|歌手|导演|演员|主演)$")
_WORK_BEHIND = re.compile(r"的?(?:《|小说|散文|诗|歌|电影|传记)")


def works_with_others(text: str, start: int) -> bool:
    """Whether 小李 at *start* is a colleague or an official: 派出所小李, 华信的财务李总."""
    return _ROLE_BEFORE.search(text, max(0, start - _LOOK_BACK), start) is not None


def is_author(text: str, start: int, end: int) -> bool:
    """Whether a name is an author's: 一本萧红的, 萧红的《呼兰河传》."""
    before = _WORK_BEFORE.search(text, max(0, start - _LOOK_BACK), start)
    return before is not None or _WORK_BEHIND.match(text, end) is not None


def cued_before(text: str, start: int) -> bool:
    """Whether what stands before *start* leads up to somebody's name."""
    return _BEFORE.search(text, max(0, start - _LOOK_BACK), start) is not None


def swallows_cue(text: str, last: int, end: int) -> bool:
    """Whether a name's last character, at *last*, begins what is said of it: 贺敏通 + 完电话."""
    cue = _AFTER.match(text, last)
    return cue is not None and cue.end() > end


def cued_after(text: str, end: int) -> bool:
    """Whether what stands behind *end* is said of somebody."""
    return _AFTER.match(text, end) is not None


def company_cued(text: str, start: int, end: int) -> bool:
    """Whether the words around speak of a firm rather than of a thing of its name."""
    before = (_ADDRESSED, _GONE_TO)
    return any(cue.search(text, max(0, start - _LOOK_BACK), start) for cue in before) or (
        _COMPANY_AFTER.match(text, end) is not None
    )


def who_is_addressed(text: str) -> tuple[int, int] | None:
    """Where the words stand between 给 and 打电话, whatever they are."""
    found = _CALLED.search(text)
    return found.span("who") if found else None


def who_is_spoken_of(text: str) -> tuple[int, int] | None:
    """Where the words stand that begin a text and are spoken of: 𠮷田 in 𠮷田那边怎么说."""
    found = _SPOKEN_OF.match(text)
    return found.span("who") if found else None


def addressed_before(text: str, start: int) -> bool:
    """Whether what stands before *start* leads up to whom one gets in touch with."""
    return _ADDRESSED.search(text, max(0, start - _LOOK_BACK), start) is not None


def addressed(text: str, start: int, end: int) -> bool:
    """Whether the message is about getting in touch with who is named from *start* to *end*."""
    if _ADDRESSED.search(text, max(0, start - _LOOK_BACK), start) is None:
        return False
    return _DIALLED.match(text, end) is not None
