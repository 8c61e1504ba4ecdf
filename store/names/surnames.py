"""Surnames: the common ones by how many bear them, the rare ones, those of two characters.

The order follows the counts published for the census and the yearly name reports (袁义达,
中国四百大姓; 公安部, 全国姓名报告); behind it come those of the 百家姓 that are still borne.
"""

COMMON = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余杜叶程苏魏吕丁任沈姚卢"
    "姜崔钟谭陆汪范石廖贾夏韦付邹孟熊秦邱江尹薛闫段雷侯史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤温康施文牛樊葛邢"
    "安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关焦左柳甘祝包宁符阮尚舒纪柯梅童毕单裴霍涂成苗谷曲盛冉骆路蓝"
)
"""The common surnames that are seldom another word, most borne first."""

RARE = (
    "于金方白龙向常傅洪季兰俞欧凌翁游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄"
    "窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻"
    "苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉"
    "禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊乌母裘亓修邰赫杭况那宿鲜印逯"
    "隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利能苍贡濮揭笪经鱼折邴暴富贝祭郏竺矫线贠保綦郦秘由步阴敦弓幸宰瘳逄庾"
    "撒种牧仉斯尧竹昌恽昝苻莘郗隗蹇塔雒尔萧阎虢肇妥奉旷年泰过丘占千信岩邑呼虎但展褟郇郄禤侴厍郯蒯钮訾麴幺"
    "叱宓郤逢麹乜奕庹缑后召员黑操税镡脱答朝别红冰念晓"
)
"""Those that are rare, or that are words as often as names (于, 和, 向)."""

COMPOUND = tuple(
    "欧阳 上官 皇甫 令狐 诸葛 司徒 司马 申屠 夏侯 慕容 尉迟 长孙 宇文 独孤 南宫 端木 东方 公孙 "
    "轩辕 呼延 澹台 濮阳 淳于 单于 太叔 仲孙 钟离 万俟 赫连 拓跋 完颜 纳兰 鲜于 司空 闻人 百里 "
    "司寇 东郭 公冶 公羊 公西 宗政 颛孙 巫马 漆雕 闾丘 亓官 羊舌 耶律 达奚 叱干 屈突 宰父 "
    "段干 夹谷 左丘 乐正 钟吾".split()
)
"""Surnames of two characters. Left out: what reads more often as a common surname with a given
name (贺兰, 梁丘) or as a place or number (西门, 第五)."""
