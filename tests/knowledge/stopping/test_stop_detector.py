"""What stops and what does not, in sentences no training file holds."""

from __future__ import annotations

import re

import pytest

from knowledge.stopping import StopDetector, StopEvent
from knowledge.stopping.cues import load_cues
from knowledge.stopping.detector import passages
from knowledge.stopping.features import normalised, views_of
from knowledge.stopping.training import Dataset, all_sentences, fingerprint
from knowledge.stopping.words import Words
from knowledge.training import Sentence

UNLIMITED = re.compile(r"(?:(?<![*+])[*+]|\{\d+,\})(?!\+)")
"""A repeat without a limit that is tried again with less; `*+` is not."""
WORDS = Words({"安全": 2.0, "账户": 2.0, "安": 5.0, "全": 5.0})

TOLD = {
    StopEvent.SCAM_TRANSFER: (
        "客户要把三十万转到安全账户，说是公安局的人在电话里教他的",
        "阿姨做刷单任务已经垫了四万，现在还要再充两万才能提现，劝不住",
    ),
    StopEvent.LAUNDERING: (
        "他要把四十万现金拆成八天存，免得登记",
        "他的交易被报了可疑，我想提醒他一声",
    ),
    StopEvent.CUSTOMER_DEATH: ("客户上周去世了，儿子拿着存折和密码来取钱",),
    StopEvent.INCAPACITY: ("客户喝醉了，舌头都捋不直，非要签合同",),
    StopEvent.MINOR: ("十六岁的高中生自己来买基金",),
    StopEvent.REGULATOR_THREAT: (
        "客户说再不退钱就打12378投诉",
        "她说要找记者把我们银行曝光",
    ),
    StopEvent.MASS_PETITION: ("二十多个买了同一款理财的客户拉着横幅堵在网点门口",),
    StopEvent.AUTHORITY_INQUIRY: ("经侦两位民警来网点要调客户的流水",),
    StopEvent.THIRD_PARTY_DATA: ("他老婆来问他卡里还剩多少钱",),
    StopEvent.CREDENTIALS: ("客户把短信验证码念给骗子了", "企业的U盾和密码都放在我抽屉里"),
    StopEvent.RM_MONEY: ("客户问我个人借五万，下个月还",),
    StopEvent.GIFT: (
        "客户往我车后备箱塞了两条中华和一箱茅台",
        "推不掉，那盒虫草还在我抽屉",
        "人家硬塞的红包我还没退",
    ),
    StopEvent.OUTSIDE_SALE: ("同事私下给客户推朋友公司的私募，说年化十五",),
    StopEvent.EMERGENCY: ("客户说亏成这样不想活了，要从楼上跳下去", "客户持刀冲进来了"),
    StopEvent.LOAN_MISUSE: ("经营贷批下来他要先拿去炒股",),
    StopEvent.BYPASS: ("客户嫌录音麻烦，问能不能跳过双录直接签",),
}
QUIET = (
    "社区请我们给老人做一场防诈骗讲座，列个提纲",
    "客户去年差点被骗，早就解决了，今天来谢我们",
    "今天合规培训讲了飞单的案例",
    "客户的母亲去世了，我想发条慰问",
    "客户做完手术恢复得很好，发个问候",
    "给孩子存教育金怎么聊",
    "客户问规定要不要录音录像，怎么解释",
    "客户嫌跨行手续费贵，念叨了两句",
    "行里统一发的月饼券怎么通知客户来领",
    "客户忘了密码，本人带身份证来重置",
    "等下给王建国打电话",
    "刚跟陈思远通完电话，他说年底前要用钱，下周三再联系",
    "客户嫌利率低怎么回",
    "今天要跟进谁",
    "客户让我下周别打她电话",
    "他叫我这个礼拜先别联系，忙完了找我",
    "老伴住院那阵子都是他陪着，人去世三年了，现在想把定期续上",
    "她签了授权书，征信可以查了",
    "客户不是要投诉，就是嫌等得久",
    "那笔像诈骗的转账上个月拦下来了，钱没出去，她今天来道谢",
    "不是他老婆来查账，是他本人来打流水",
    "客户中秋送的石榴已经退还，登记簿写了",
    "他想请我们唱歌，我谢绝了",
    "找金管局告过我们的那位大哥早和解了，今天来续存",
    "上个月丢的U盾补办好了，会计今天来领回单",
    "郑太的遗产继承年初就办妥了，今天来存定期",
    "去年晕倒的秦伯伯出院很久了，今天来买国债",
    "客户问装修贷能不能直接付给建材店",
    "同事借我的雨衣两周没还",
    "交警队的小于来换卡",
    "外公糊涂了，我周五想请假",
    "忙得要命，报表还没出",
)
TERSE = (
    (StopEvent.CUSTOMER_DEATH, "刘桂芝去世了"),
    (StopEvent.CUSTOMER_DEATH, "陆建华去世了"),
    (StopEvent.CUSTOMER_DEATH, "张伟死了"),
    (StopEvent.CUSTOMER_DEATH, "吴振海人没了"),
    (StopEvent.CUSTOMER_DEATH, "钟婉如没了"),
    (StopEvent.CUSTOMER_DEATH, "宋丽华病逝"),
    (StopEvent.CUSTOMER_DEATH, "刘桂芝驾鹤西去"),
    (StopEvent.CUSTOMER_DEATH, "钟婉如昨天去世"),
    (StopEvent.CUSTOMER_DEATH, "欧阳志远去世了"),
    (StopEvent.CUSTOMER_DEATH, "今早得知周文博去世"),
    (StopEvent.CUSTOMER_DEATH, "王总去世了"),
    (StopEvent.CUSTOMER_DEATH, "宁波恒丰食品董事长上午突然去世，副总来电话"),
    (StopEvent.AUTHORITY_INQUIRY, "远航国际被冻结了"),
    (StopEvent.AUTHORITY_INQUIRY, "启明星老板跑路了"),
    (StopEvent.AUTHORITY_INQUIRY, "天成建设老板失联三天了"),
    (StopEvent.AUTHORITY_INQUIRY, "海纳电子商务法人被带走了"),
    (StopEvent.LAUNDERING, "云杉设计洗钱"),
    (StopEvent.LAUNDERING, "孙浩然想借我工资卡过一下账"),
    (StopEvent.LAUNDERING, "郑雨洁把卡借给她弟收款了"),
    (StopEvent.BYPASS, "宋丽华她女儿代她签的字"),
    (StopEvent.BYPASS, "华信制造的章是他儿子盖的"),
    (StopEvent.EMERGENCY, "黄子涵被绑架了，家里人来转钱"),
    (StopEvent.MINOR, "李秀兰的孙子念初二，想买基金"),
    (StopEvent.MINOR, "王建国的孩子十三岁，自己来签理财"),
    (StopEvent.MINOR, "赵敏的女儿还在上小学，她想用女儿的名字买基金"),
    (StopEvent.OUTSIDE_SALE, "同事让王建国投他朋友的公司"),
    (StopEvent.REGULATOR_THREAT, "陆建华说法院见"),
    (StopEvent.REGULATOR_THREAT, "客户说法庭上见"),
    (StopEvent.SCAM_TRANSFER, "嗓音像被人教着说话，一直开着免提"),
    (StopEvent.SCAM_TRANSFER, "她说话像有人在旁边教，手机没挂"),
    (StopEvent.INCAPACITY, "客户喝醉了来签字"),
    (StopEvent.INCAPACITY, "孙浩然喝多了来签合同"),
    (StopEvent.INCAPACITY, "宋丽华喝醉了要签授权书"),
    (StopEvent.INCAPACITY, "客户喝高了来办转账"),
    (StopEvent.INCAPACITY, "客户脑梗躺在医院，老伴来改密码"),
    (StopEvent.INCAPACITY, "钟婉如中风了，她老公来改取款密码"),
    (StopEvent.THIRD_PARTY_DATA, "老板问员工工资卡的流水"),
    (StopEvent.THIRD_PARTY_DATA, "老板要查会计工资卡里进了多少钱"),
)
"""As colleagues put it in a hurry: a name and what happened."""
TERSE_AND_QUIET = (
    "王建国他妈去世三年了",
    "赵敏她爸去世了",
    "李秀兰手机没了电",
    "张伟死了心不买了",
    "他没了兴趣",
    "跳楼价甩卖",
    "陆建华说股票跌得他要跳楼价甩卖",
    "田志刚想用公司账户买理财",
    "高兴死了",
    "王芳累死了",
    "周婷美死了",
    "李娜笑死了",
    "王总气死了",
    "张敏急死了",
    "孙浩然烦死了",
    "陆建华高兴死了",
    "赵总乐死了",
    "陈晨酸死了",
    "马婷婷羡慕死了",
    "钱包没了",
    "余额没了",
    "孙浩然额度没了",
    "郑涛的车没了",
    "华强公司法人来了",
    "李秀兰的儿子想买基金",
    "宋丽华的孙女想办信用卡",
    "田志刚儿子问能不能在我们行买黄金",
    "周晓岚的女儿要来签理财合同",
    "客户的儿子今年二十六了想买基金",
    "她闺女刚工作，想买点基金",
    "客户投资了朋友的公司",
    "王建国投资了他朋友的厂子",
    "吴振海入股了同学的物流公司",
    "客户自己在外面买了私募",
    "说人话",
    "说话别那么官方",
    "他要是打进来问理财怎么说",
    "她要是打电话问基金怎么答",
    "想把钱转到香港",
    "客户想把美元转到香港的账户",
    "客户的妈妈脑梗了，要改约时间",
    "老板喝多了来不了，改天签合同",
)
UNKNOWN_AGE = (
    "他女儿非要买那只基金，马上就要签",
    "客户拿孩子来签投资合同",
    "让孩子自己签理财协议",
)
"""Likely enough for the model, and no age, school or child's account told of."""


@pytest.mark.parametrize(("event", "text"), TERSE)
def test_a_name_and_what_happened_stop(event: StopEvent, text: str, stops: StopDetector) -> None:
    assert stops.read(text).event is event


@pytest.mark.parametrize(
    ("event", "text"), [(event, text) for event, texts in TOLD.items() for text in texts]
)
def test_an_event_stops(event: StopEvent, text: str, stops: StopDetector) -> None:
    assert stops.read(text).event is event


@pytest.mark.parametrize("text", UNKNOWN_AGE)
def test_a_child_of_unknown_age_is_asked_about_at_most(text: str, stops: StopDetector) -> None:
    assert StopEvent.MINOR not in stops.read(text).events or stops.read(text).unsure


@pytest.mark.parametrize("text", [*QUIET, *TERSE_AND_QUIET])
def test_ordinary_work_does_not(text: str, stops: StopDetector) -> None:
    assert stops.read(text).events == ()


def test_the_shipped_model_is_of_the_shipped_sentences(stops: StopDetector) -> None:
    """Where it is not: `python -m knowledge.stopping.training`."""
    sentences = all_sentences()
    assert stops.made_from == fingerprint(sentences)
    assert stops.made_from != fingerprint(sentences[:-1])


def test_who_is_left_out_is_left_out_with_all_he_wrote() -> None:
    """His requests to the bot and his questions too, and the words that only he used."""
    theirs = Sentence(text="客户来取钱", label="none", author="other")
    his = [
        Sentence(text="阿婆阿婆阿婆不行咯", label="emergency", author="dialect"),
        Sentence(text="阿婆今天有咩事", label="none", kind="traffic", author="dialect"),
        Sentence(text="阿婆问几点开门", label="none", kind="questions", author="dialect"),
    ]
    after = Sentence(text="阿婆没事了", label="none", kind="after dialect", author="house")
    dataset = Dataset.of([theirs, *his, after])
    assert (dataset.authors, dataset.measured) == (["dialect", "other"], [0, 1])
    left = dataset.without({"dialect"})
    assert left.sentences == [theirs]
    assert dataset.without({"other"}).sentences == [*his, after]
    assert "阿婆" in dataset.words.costs
    assert "阿婆" not in left.words.costs


def test_requests_and_questions_keep_their_author() -> None:
    kinds = {(each.kind, each.author) for each in all_sentences()}
    assert {("traffic", "cantonese"), ("questions", "branch-veteran")} <= kinds


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("安全账户", {"安全", "账户"}),
        ("账户 安", {"账户", "安"}),
        ("户头", {"户", "头"}),
        ("", set()),
    ],
)
def test_a_text_is_divided_into_the_cheapest_words(text: str, words: set[str]) -> None:
    assert WORDS.of(text) == words


def test_every_event_has_a_case() -> None:
    assert set(TOLD) == set(StopEvent)


def test_of_two_events_the_graver_answers_and_the_other_is_named(stops: StopDetector) -> None:
    told = "客户说不退手续费就打12378投诉。说着说着捂着胸口倒在地上，脸色发青，叫不醒"
    reading = stops.read(told)
    assert reading.event is StopEvent.EMERGENCY
    assert StopEvent.REGULATOR_THREAT in reading.events


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("下周三上午再约他聊三年期。", ""),
        ("", "。他还说新房在装修，孩子明年高考。"),
        ("他爱喝茶。" * 60, ""),
    ],
)
def test_an_event_in_a_long_note_is_found(before: str, after: str, stops: StopDetector) -> None:
    told = "公安的人在电话里让他把钱转到安全账户，他这就要转三十万"
    assert StopEvent.SCAM_TRANSFER in stops.read(before + told + after).events


@pytest.mark.parametrize("text", ["", " ", "\n", "。", "？！", "😊", "a"])
def test_words_without_a_message_are_quiet(text: str, stops: StopDetector) -> None:
    assert stops.read(text).events == ()


@pytest.mark.parametrize(
    "written",
    [
        "客戶說再不退錢就打12378投訴",
        "客户说再不退钱就打１２３７８投诉",
        "  客户说  再不退钱\n就打12378投诉 ",
    ],
)
def test_the_way_of_writing_does_not_matter(written: str, stops: StopDetector) -> None:
    assert stops.read(written).event is StopEvent.REGULATOR_THREAT


@pytest.mark.parametrize("number", ["13912345678", "13612378000", "12345678", "6222021234512345"])
def test_a_number_that_holds_a_hotline_threatens_nobody(number: str, stops: StopDetector) -> None:
    assert stops.read(f"客户手机换成{number}了").events == ()


def test_a_long_text_is_cut_into_passages_that_hold_all_of_it() -> None:
    text = "客户说要考虑考虑。" * 100 + "没有标点" * 100
    assert "".join(passages(text)) == text
    assert max(map(len, passages(text))) <= 160


@pytest.mark.parametrize("when", ["刚", "刚刚", "昨天上午", "已经", "突然刚", "上周上个月"])
@pytest.mark.parametrize("who", ["刘桂芝", "刚得知刘桂芝", "老板"])
def test_a_cue_reads_a_heap_of_times_in_one_way(who: str, when: str) -> None:
    """Where two alternatives read the same, this does not end."""
    assert load_cues().told(f"{who}{when * 1_000}来") == set()


def test_no_cue_gives_back_what_it_repeated_without_a_limit() -> None:
    cues = load_cues()
    patterns = [cues.unless.pattern, *(c.pattern.pattern for c in (*cues.certain, *cues.doubtful))]
    assert [each for each in patterns if UNLIMITED.search(each)] == []


@pytest.mark.parametrize("repeated", ["转账安全账户", "他问了流水。", "一"])
def test_work_grows_with_the_text_and_no_faster(repeated: str) -> None:
    """Features of a long passage are bounded by its length: no concept pairs with all others."""

    def size(times: int) -> int:
        return sum(map(len, (views_of(normalised(repeated * times), WORDS))))

    assert size(400) <= size(200) * 2 + 50


def test_a_misspelt_word_sounds_the_same() -> None:
    def sounds(text: str) -> set[str]:
        return views_of(normalised(text), WORDS)[1]

    assert sounds("路音路像") == sounds("录音录像")


@pytest.mark.parametrize(
    ("event", "text"),
    [
        (StopEvent.SCAM_TRANSFER, "这笔转账我觉得不对劲"),
        (StopEvent.LAUNDERING, "这个账户的流水有点怪"),
        (StopEvent.EMERGENCY, "客户今天情绪很低落"),
    ],
)
def test_a_mere_suspicion_is_asked_about(event: StopEvent, text: str, stops: StopDetector) -> None:
    reading = stops.read(text)
    assert (reading.event, reading.doubted) == (None, event)


@pytest.mark.parametrize(
    ("text", "grounds"),
    [
        ("许国强的老婆来网点取钱，说是家里装修", False),
        ("老爷子的儿子拿着存折来问定期几时到期", False),
        ("许国强的老婆来网点说他上周走了，要取钱", True),
        ("孙大爷殁了，家里等着用存款发送", True),
        ("他媳妇说他昨晚没的，卡里的钱咋取", True),
    ],
)
def test_a_relative_at_the_counter_is_no_death(text: str, grounds: bool) -> None:
    assert (StopEvent.CUSTOMER_DEATH not in load_cues().groundless(text)) == grounds
