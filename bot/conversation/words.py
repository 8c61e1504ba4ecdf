"""Fixed words of the chat: commands and help by role, the door, and what is said when it fails."""

from __future__ import annotations

from bot.conversation.messages import MenuEntry
from store.actor import Actor
from store.models import Role

_ADVISED = frozenset({Role.RM, Role.SUPERVISOR})
COMMANDS: dict[str, tuple[str, frozenset[Role]]] = {
    "brief": ("通话前简报：/brief 客户", _ADVISED),
    "ask": ("问话术或异议：/ask 问题", _ADVISED),
    "check": ("这段话能不能发：/check 文字", frozenset(Role)),
    "log": ("记录一次沟通", frozenset({Role.RM})),
    "today": ("今天要跟进谁", _ADVISED),
    "remind": ("提醒、承诺和早报", _ADVISED),
    "list": ("按提醒列客户", _ADVISED),
    "status": ("客户现状：/status 客户", _ADVISED),
    "customer": ("客户全部资料：/customer 客户", _ADVISED),
    "compare": ("产品比较：/compare 产品 产品 [客户]", _ADVISED),
    "case": ("投诉和案件：/case 客户", _ADVISED),
    "plan": ("匹配清单、健康报告等：/plan 客户", _ADVISED),
    "activity": ("客户活动：请谁、不请谁、来了谁", _ADVISED),
    "team": ("团队概况", frozenset({Role.SUPERVISOR})),
    "review": ("审核队列；给出的建议", frozenset({Role.COMPLIANCE, Role.SUPERVISOR, Role.RM})),
    "drafts": ("审核导入的草稿", frozenset({Role.COMPLIANCE})),
    "web": ("在浏览器里用：给一个登录码", frozenset(Role)),
    "cancel": ("放弃正在做的事", frozenset(Role)),
    "help": ("怎么用", frozenset(Role)),
}
"""Commands with their words in the menu and the roles whose menu shows them."""

_RM = """**打电话之前**
• 直接说“等下给王建国打电话”“下午去见华信制造，聊票据池”，或发 /brief 客户
• 客户可以写姓名、姓名的一部分、拼音或首字母、编号、手机尾号
**不知道怎么说**
• 直接问“客户嫌利率高怎么办”，或发 /ask 问题
**发出之前**
• “帮我看下这段话能不能发：……”，或发 /check 文字
• 拿不准、被拦下、手册里没有的，点“问合规”或发“问合规：……”
**挂了电话**
• 点“记录这次沟通”，或直接说“刚跟陈思远通完电话，他说……下周三再联系”
**挑产品**
• “王建国能买什么”“稳健添利和七天通知哪个适合王建国”，或发 /compare 产品 产品
**办活动**
• “下周六的养生讲座邀请哪些客户”“给爱热闹的客户搞个广场舞活动”，或发 /activity
**日常**
• /today 今天要跟进谁，办完的点“完成”，也能改期、转交　/remind 提醒、承诺和早报
• /list 按提醒列客户　/status 客户现状　/cancel 重新开始
• /customer 客户：全部资料、图表、变更记录
• /case 投诉和案件，或直接说“王建国的投诉今天核实了扣费记录”“周晓岚的投诉到哪一步了”
• /web 在浏览器里用
每句话后面的〔①p2〕是出处，点“查看原文”能看到脚本。"""
_SUPERVISOR = """**看客户**：问“赵敏现在什么情况”，或发 /status 客户；/customer 客户看全部资料
**看名单**：/list，或问“有哪些客户要流失”
**看团队**：/team
**办活动**：/activity，或问“手机摄影活动请谁”
**看投诉和案件**：/case，或问“周晓岚的投诉到哪一步了”
**审批**：发“待审批”，或说“批准赵敏慧的换人”“第二个退回，资料不全”
**交代同事、接案子**：“让林芳今天给周晓岚回电话”“把于洋的流失接过来”
**看给出的建议**：/review
也可以像客户经理一样用 /brief 和 /ask；/web 在浏览器里用。"""
_COMPLIANCE = """**审核队列**：/review，点开一条看依据，再点通过、驳回、上报、误报、问客户经理
**找和月报**：问“看看rm1的”“上周驳回的”“还有几条没审”“合规月报”
**看被标出的记录**：问“谁说了违规的话”，点开看客户经理的原话和规则
**看给出过的建议**：/review 下面的“给出的建议”，点开可以看依据、规则结果和当时所示的原文
**审导入的草稿**：/drafts，点开看文字和检查结果，逐行改，再批准或否决
**审一段话**：/check 文字
**在浏览器里用**：/web"""
_ADMIN = """客户、产品、员工和手册请在命令行里管理：rm-assistant --help
**审一段话**：/check 文字
**在浏览器里看运行情况**：/web"""
HELP: dict[Role, str] = {
    Role.RM: _RM,
    Role.SUPERVISOR: _SUPERVISOR,
    Role.COMPLIANCE: _COMPLIANCE,
    Role.ADMIN: _ADMIN,
}
"""Help by role; words between double asterisks are headings."""
_FIRST = {
    Role.RM: "打电话前直接说“等下给某某打电话”，或发 /brief 客户姓名。",
    Role.SUPERVISOR: "问“某某现在什么情况”，或发 /team 看团队。",
    Role.COMPLIANCE: "发 /review 看审核队列。",
    Role.ADMIN: "客户、产品、员工和手册请在命令行里管理。",
}

STRANGER = "您好，这里只为本行工作人员服务。请向管理员要一次性邀请码，再发送 /start 邀请码。"
GROUP = "群里不谈客户和业务，请私聊我。"
OUT_OF_SCOPE_NEAR = "手册里相近的话题：{titles}"
OUT_OF_SCOPE = (
    "这件事我帮不上忙。我会准备通话前的简报、应对客户的说法、审一段话、记录沟通。发 /help 看用法。"
)
UNREADABLE = "只看得懂文字，请打字告诉我。"
TOO_LONG = "这条太长了，超过{most}字，没有处理。请分成几条发。"
EDITED = "改过的消息不会重新处理，请把新的内容当一条新消息发出来。"
NO_COMMAND = "没有这个命令，发 /help 看用法。"
NO_NUMBER = "这里没有这个编号的按钮。要找客户，请写姓名、客户编号或手机尾号。"
NOT_UNDERSTOOD = "没看懂这条，请换个说法，或发 /help 看用法。"
ANEW = "好的，重新开始。"
DEAD_BUTTON = "这个按钮已经失效。"
USED_BUTTON = "这个按钮已经按过了，没有重复记录。"
FAILED = "出了点问题，这次没有办成，也没有写入任何东西。请稍后再试；反馈时请报编号 {reference}。"
HALF_DONE = (
    "出了点问题，后面的步骤没有办成；在那之前写入的都还在，请先看一眼再重试。"
    "反馈时请报编号 {reference}。"
)
NOT_LOGGED = "留痕没有写成，所以不能给您看任何内容。请稍后再试；反馈时请报编号 {reference}。"


def welcome(actor: Actor) -> str:
    """What to type first, by role."""
    return f"{actor.name}，您好。{_FIRST[actor.role]}发 /help 看全部用法。"


def menu_for(role: Role) -> tuple[MenuEntry, ...]:
    """The commands of a role's menu."""
    return tuple(MenuEntry(n, words) for n, (words, roles) in COMMANDS.items() if role in roles)
