"""Fixed words of the chat: help by role, and what is said to questions from elsewhere."""

from __future__ import annotations

from store.models import Role

_RM = """<b>打电话之前</b>
• 直接说“等下给王建国打电话”“下午去见华信制造，聊票据池”，或发 /brief 客户
• 客户可以写姓名、姓名的一部分、拼音或首字母、编号、手机尾号
<b>不知道怎么说</b>
• 直接问“客户嫌利率高怎么办”，或发 /ask 问题
<b>发出之前</b>
• “帮我看下这段话能不能发：……”，或发 /check 文字
<b>挂了电话</b>
• 点“记录这次沟通”，或直接说“刚跟陈思远通完电话，他说……下周三再联系”
<b>日常</b>
• /today 今天要跟进谁　/list 按提醒列客户　/status 客户现状　/cancel 重新开始
每句话后面的〔①p2〕是出处，点“查看原文”能看到脚本。"""
_SUPERVISOR = """<b>看客户</b>：问“赵敏现在什么情况”，或发 /status 客户
<b>看名单</b>：/list，或问“有哪些客户要流失”
<b>看团队</b>：/team
<b>看给出的建议</b>：/review
也可以像客户经理一样用 /brief 和 /ask。"""
_COMPLIANCE = """<b>看给出过的建议</b>：/review，点开一条可以看依据、规则结果和当时所示的原文
<b>审导入的草稿</b>：/drafts，点开看文字和检查结果，逐行改，再批准或否决
<b>审一段话</b>：/check 文字"""
_ADMIN = """客户、产品、员工和手册请在命令行里管理：rm-assistant --help
<b>审一段话</b>：/check 文字"""
HELP: dict[Role, str] = {
    Role.RM: _RM,
    Role.SUPERVISOR: _SUPERVISOR,
    Role.COMPLIANCE: _COMPLIANCE,
    Role.ADMIN: _ADMIN,
}
OUT_OF_SCOPE = (
    "这件事我帮不上忙。我会准备通话前的简报、应对客户的说法、审一段话、记录沟通。发 /help 看用法。"
)
FAILED = "出了点问题，这次没有办成，也没有写入任何东西。请稍后再试；反馈时请报编号 {reference}。"
NOT_LOGGED = "留痕没有写成，所以不能给您看任何内容。请稍后再试；反馈时请报编号 {reference}。"
