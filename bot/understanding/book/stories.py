"""Why a question is asked, told before or behind it: 主管又催我了，……; 额度就这么点儿，…….

A clause is a story by its own words: somebody who asks me, an occasion, what I shall do next. It is
left out only if nothing in it can be a condition on its own: a day, an amount, a level keep it in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.book.fields import Field
from bot.book.query import All, Any_, Condition, Leaf, Not, Said, Some

_ASKED = "(?:叫|让|问|催|管|嫌|劝|骂|逼|喊|派|追着|盯着|找|求|拉着|跟)"
_HOUSE = (
    "(?:合规|审计|内控|检查组|总行|分行|监管|领导|行长|主管|主任"
    "|[一-鿿]{0,2}(?:公司|部|部门|单位)(?:的人)?(?:小[一-鿿])?)"
)
_COMING = (
    "(?:要|又|刚|刚刚|非|下礼拜|下周|这周|明天|后天|今天|(?:礼拜|周)[一二三四五]|下午|上午|月底)"
)
_STORY = re.compile(
    rf"^.{{0,14}}{_ASKED}我(?!们|行)(?:要|去|看|讲|报|交)?(?:[^,，的]{{0,6}})?$"
    r"|^.{0,12}我(?:不好插手|不放心|先摸摸底|不好说|不方便(?:管|插手)?|管不着|心里没底|心里没数)$"
    r"|^.*(?:额度|名额|席位|座位|指标|时间)(?:就|都|也)?(?:紧|不多|有限|就?这么|只剩|就剩|快没|不够)[^的]*$"
    rf"|^{_HOUSE}{_COMING}*(?:来|到|过来)(?:咱|我们|咱们|行里|网点|支行|这儿|这|我这)*"
    r"(?:翻账|查账|查|检查|坐班|驻点|讲课|抽查|翻|培训|要数)[^的]{0,4}$"
    r"|^.{0,10}(?:停了?|停售|下架|清盘|换代)(?:了)?(?:我|咱)?(?:得|要|需要)?"
    r"(?:挨家|挨个|逐个|一家家|一个个)(?:解释|通知|打电话|说|联系|告知)$"
    r"|^(?:那|所以)?我(?:得|要|还得|打算|准备|想)去?(?:劝劝|提醒提醒|敲打敲打|哄哄|安抚安抚|解释解释)[^的]*$"
    r"|^(?:大夫|医生|老师|专家|讲师|场地|会议室|礼品|礼物|点心|东西|票|奖品)(?:都|已经)"
    r"(?:请|订|备|印|准备|布置|租|买|定)(?:好|妥|齐)了$"
)
_BEHIND = re.compile(
    r"^(?:好让)?我(?:先|好|再|得|挨个|一个个|马上|回头|明天)+(?:去|来)?"
    r"(?:要|打|通知|联系|约|补|签|提醒|解释|拜访|跑|催|安抚|准备|安排)[^的谁哪不没]{0,8}$"
)
_TIME = (
    r"(?:今天|今日|今儿|明儿|明日|明天|后天|今晚|明早|明晚|今早|这周|本周|下周|下个?(?:礼拜|星期)|(?:周|礼拜|星期)[一二三四五六日天末]|月底|晚上|上午|下午|中午|早上"
    r"|晨会|夕会|例会|开会|下班|午饭|[0-9一二三四五六七八九十两]{1,2}点(?:半|钟)?)"
)
_INTENT = (
    r"(?:好|来|去|先|得|要|想|再|就|准备|打算|需要|可以|能|会|自己|亲自|马上|回头|挨个|挨家|一个个|一个一个|一家家|今天|明天|今晚|下周"
    r"|也|都|还|提前|单独|自己|来给|去给|把(?:他们|她们|人|这些人)|给(?:他们|她们|人家)|让(?:他们|她们)|不(?=喊|叫|请|打扰|找|约))"
)
_GIFT = (
    r"(?![一两]?套房)"
    r"(?:[一两][本份张盒箱个束套瓶袋件副桶罐只条台]|[本份张盒箱束套瓶袋件副桶罐]).{0,6}"
)
_EACH = r"(?:各|每人|每家|每户|每位|一人|一家|一户|人手|每个人|一个人|给他们|给她们|人均)"
_PERSONS = "(?:专家|律师|大夫|医生|老师|讲师|教练|教授|主任|主任医师|校长|园长)"
_HOUSES = (
    "(?:医院|律所|院长|所里|省院|市一院|华西|协和|邵逸夫|瑞金|同仁|湘雅|中介|旅行社|学校"
    "|保险公司|基金公司|信托公司|[一-鿿]{1,3}院)"
)
_PEOPLE_ELSE = f"(?:{_HOUSES}|[一-鿿]{{1,5}}{_PERSONS})"
_OWN_PLAN = re.compile(
    # what I shall do with them: 我好订蛋糕, 花篮我来订, 办沙龙我想把他们安排在后排
    rf"^[^的谁哪没]{{0,10}}(?<![要叫让请找给对跟陪带想嫌爱催求帮问教劝])我(?:们)?{_INTENT}+[^过谁哪]{{0,16}}(?:的座|[^的过])$"
    rf"|^(?:{_TIME})?[^的谁哪没]{{0,6}}我(?:好|就|也|去|来)?(?:喊|叫|请|约|带|拉)上?(?:他们|她们|这些人)$"
    r"|^(?:回头|改天|明天|下周|晚点|然后|接下来)?我(?:做|写|发|拜年|打电话|约访|准备|汇报|开会|备课|布置).{0,8}用$"
    r"|^[^的谁哪]{0,10}我(?:已经|都|早就?)?(?:订|买|备|印|约|联系|说|借|准备|安排|打听)好了?$"
    # what each gets, and who else sees to it
    rf"|^[^的谁哪]{{0,8}}{_EACH}(?:要|都|先|送|发|寄|给|备)*{_GIFT}$"
    r"|^(?:花篮|蛋糕|礼物|礼品|贺卡|贺信|牌匾|月饼|年货|礼盒|台历|挂历|鲜花|相册|红包)[^的谁哪]{0,8}(?:出|订|备|送|买|做|写|包)$"
    # when it is wanted, and by whom
    rf"|^(?:名单|清单|单子|结果|数|明细)?(?:请|麻烦|务必|最好|尽量)?(?:在|赶在)?(?:{_TIME}){{1,3}}(?:之前|以前|前)?(?:就|得|要|务必|一定|必须)*"
    r"(?:给我|发我|发给我|报我|报给我|要|要用|用|要交|交|交上去|(?:交|报|发|拿|送)给?(?:行长|主任|主管|领导|上面|分行|总行|支行|经理))(?:一下|吧|哈)?$"
    r"|^(?:行长|主任|主管|领导|上面|分行|总行|支行|经理)(?:在|又|正|也|还)*"
    rf"(?:{_TIME})?(?:等着?|催着?|盯着|要|急着)(?:看|要|用|问|数|报)*(?:得急|得紧|呢|了)?$"
    r"|^(?:周报|月报|报告|报表|总结|材料|ppt|PPT|汇报|晨会|例会|会)(?:上|里)?(?:等着)?(?:要|得)?(?:写|用|交|报|讲|放|说)$"
    rf"|^(?:{_TIME})?(?:下班|晨会|夕会|例会|开会|[0-9一二三四五六七八九十]{{1,2}}点)(?:之前|以前|前)$"
    rf"|^{_HOUSE}(?:又|在|正|都|也)*(?:催得?|要得|盯得|追得|查得)(?:很|挺|特别)?(?:紧|急|凶|勤)(?:得很)?$"
    r"|^[^的谁哪]{0,6}(?:会|报告|材料)上(?:我)?(?:要|得|等着)(?:报|讲|用|说|过|汇报)$"
    r"|^(?:一个|一位|一户|一家)?(?:都|可|千万)*(?:不要|别|不能|不可|不许|不得|勿)(?:给我)?(?:漏|落下|落|少|遗漏)(?:掉|下)?(?:了)?(?:一个|一位|人)?$"
    r"|^(?:越[全快早细]越好|(?:一个|一位|一户)(?:都)?不[漏落少])$"
    r"|^(?:回头|晚点|过后|稍后|等会儿?|之后)我?(?:再|来)(?:列|给|出|发|要|看|拉|细看)(?:名单|清单|明细|名字)?$"
    rf"|^我(?:{_TIME})+(?:就|开始|再|要|好|得|准备|开|去)*(?:打|出发|拜访|约|过去|联系|通知|跑)(?:电话)?$"
    r"|^.{0,5}我(?:也|都|可)?(?:记不清|记不得|记不牢|记不住|忘|不记得|想不起来|说不上来)(?:了|楚了?)?$"
    r"|^(?:我)?怕(?:被|让|给)(?:他行|别家|别的行|人家|隔壁|同业|别人)(?:挖|抢|撬|拉|截)(?:走|去|胡)?了?$"
    # the list itself
    r"|^(?:请|麻烦|你|帮我|给我)*(?:先|再|尽快)?(?:拟|出|列|做|弄|拉|整|理|打|导)(?:一)?(?:个|份|张|下|出)?(?:名单|单子|表|清单|明细)?"
    r"(?:给)?(?:我|我们)(?:先)?(?:过过目|过目|看看|瞧瞧|掌掌眼|看一眼|心里有个数|有个数|参考)(?:一下)?$"
    # somebody or something beside the customers
    rf"|^(?!.*(?:是|当|老婆|老公|太太|爱人|儿子|女儿|媳妇|女婿|亲戚|孩子|[他她]|家里|本人|自己))"
    rf"(?:{_PEOPLE_ELSE}|[一-鿿]{{1,5}}{_HOUSES}|[一-鿿]{{2,4}}那边)(?:的|里|那边|那头|这边)*"
    rf"(?:人|专家|律师|[一-鿿]律师|[一-鿿]老师)?(?:{_TIME}|也|都|还|刚好|正好)*"
    r"(?:我)?(?:能约|能来|可以约|可以来|约得到|约到|能约到|有空|有号|放号|有专家|有人来|能对接|愿意接|愿意来|坐诊|会来|要来|来人|过来|来坐|有熟人|认识|说好了|答应了)[^的谁哪没不]{0,8}$"
    r"|^我(?:认识|熟悉)(?:个|一个|那边|那里|他们)?[^的谁哪]{0,4}(?:院长|医生|大夫|律师|专家|老师|主任|教授|人)$"
    rf"|^(?:{_TIME}|社区|行里|支行|网点|街道)*[^的谁哪没]{{0,4}}(?:节|会|活动|演出|比赛|队|台上|场子|典礼|开业)(?:上|里|还|都)*(?:要人|缺人|差人|招人)[^的谁哪]{{0,4}}$"
    rf"|^(?:{_TIME}|行里|支行|网点|社区|街道|工会|协会|商会|周末|元旦|春节)[^的谁哪没过]{{0,8}}(?:组织|举办|办|搞|有|开)"
    r"(?:个|一个|场|一场)?[^的谁哪没过]{0,4}(?:比赛|讲座|活动|沙龙|演出|展览|画展|晚会|茶会|品鉴会|联谊|大赛)$"
    r"|^(?:社区|街道|工会|分行|总行|支行|团委|协会|商会)(?:又|来|在)*(?:找|问|跟|向|管)我们?(?:要|借|点)(?:人|名单|名额)$"
    r"|^(?:存款|理财|基金|保险|开户|贷款|网点|支行|我们?|团队|季度|本月|这个?月|年底|今年)[^的谁哪]{0,4}(?:任务|指标|考核|计划|缺口)(?:就|都|还)*(?:差|缺|没完成|没够|压|重|紧|有缺口)[^的谁哪]{0,6}$"
    r"|^(?:利率|政策|费率|价格|规定|额度|汇率|收益)(?:马上|快|就|又|都|可能)*(?:要|会)?(?:降|涨|变|调|改|收紧|下调|上调|跌)了?(?:我.{1,8})?$"
)
"""Purposes and side remarks behind the question, of the speaker and others, not of customers."""
_CLAUSE = re.compile(r"[^,，。;；!！?？\s]+[,，。;；!！?？\s]*")
_OTHERS_TOO = frozenset(
    {Field.OCCUPATION, Field.INDUSTRY, Field.KIND, Field.NEEDS, Field.RESOURCES, Field.INTERESTS}
    | {Field.OWNER, Field.TYPE, Field.PRODUCT}
)
"""What a story may seem to name, being of somebody else: 大夫都请好了, 基金公司非问我."""
_POINTS_BACK = re.compile("[他她](?!行)|这些|那些|这批|那批|前面|上面")
Read = Callable[[str], Condition | None]


def without_stories(typed: str, read: Read) -> str:
    """The question without its stories; as typed where nothing would be left to ask.

    `read` gives the condition of some words, as the grammar reads them by themselves.
    """
    clauses = [match.group() for match in _CLAUSE.finditer(typed)]
    if len(clauses) < 2:
        return typed
    kept = [
        clause
        for at, clause in enumerate(clauses)
        if not _is_story(clause, read, behind=at > 0, rest="".join(clauses[at + 1 :]))
    ]
    if len(kept) == len(clauses) or not kept:
        return typed
    rest = "".join(kept)
    return rest if read(rest) is not None else typed


def _is_story(clause: str, read: Read, *, behind: bool, rest: str) -> bool:
    words = clause.rstrip(",，。;；!！?？").strip()
    told = _STORY.match(words) is not None and bool(rest)
    tail = behind and not rest
    if not told and not (tail and (_BEHIND.match(words) or _OWN_PLAN.match(words))):
        return False
    named = list(_fields(read(words)))
    if Field.OWNER in named and _POINTS_BACK.search(rest):
        return False
    return all(each in _OTHERS_TOO for each in named)


def _fields(condition: Condition | None) -> Iterator[Field | None]:
    """The fields a condition compares; None for conversations in a time."""
    match condition:
        case None:
            return
        case Leaf():
            yield condition.field
        case All() | Any_():
            for part in condition.parts:
                yield from _fields(part)
        case Not():
            yield from _fields(condition.part)
        case Some():
            yield from _fields(condition.condition)
        case Said():
            yield None if condition.since or condition.until else Field.NEEDS
        case _:
            yield None
