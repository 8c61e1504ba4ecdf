"""Small documents made here, mangled the way real ones come."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

HANDBOOK = """網點服務手冊_第1頁
網點服務手冊_第2頁
已閱讀2頁,還剩7頁未讀

下載本文檔

版權聲明:資料由網友分享,如有異議請告知本網

文檔簡介

網點服務手冊服務好每一位來訪客人,是網點的本分。第一章服務的基本要求一、服務態度的重要性服務態度決定客人是否愿意再來,\
因此每位同事都要耐心。二、著裝規範上班須穿行服,佩戴工牌。第二章常見場景與做法一、老年客戶來訪場景場景描述:\
老年客戶獨自來網點取錢(如養老金到賬),走路慢、聽不清,這時的目標是讓老人安心。分步執行說明:迎接:主動攙扶\
看見老人進門時起身迎接(“某總,您好,我是您的客戶經理某,您慢慢坐”);說話慢一點,不得催促。跟進:電話回訪\
3日內電話回訪,詢問“您上次取的錢收好了嗎?”并記錄需求。二、排隊過長場景場景描述:等候超過20分鐘。\
分步執行說明:安撫:先道歉“讓您久等了,我先幫您看看能不能用機器辦”;不得與客戶爭執。第三章工具模板一、回訪登記表\
使用場景:記錄回訪。模板表格:客戶編號客戶姓名聯系方式回訪日期優化建議10086021某某138XXXX56782024-03-05增加座椅\
10086022某某021-XXXX66662024-03-06提供老花鏡使用步驟:每周錄入一次。第四章客戶生命周期一、新客戶開戶期(0-1個月):\
從“認識”到“信任”核心策略重在讓客戶記住你。分步執行說明首周:電話問候一次。二、客戶成熟期(1年以上):\
從“熟悉”到“托付”核心策略重在每年見面。第五章案例解析案例1:雨天送件客戶背景:某老師,腿腳不便。成果:老師帶來同事3人。\
案例2:錯賬更正客戶背景:某商戶,對賬不符。成果:當天更正,商戶留了下

溫馨提示

  • 1. 打開這份資料須先裝好閱覽程序。
  • 2. 資料若有不妥,請告訴管理員。

最新文檔

評論

0/150

提交評論"""

ARTICLE = """网点里的三件小事

某某频道 财经 2024-05-06 09:30 3

摘要:每天早上开门前,大堂经理都会把老花镜和饮水机检查一遍,她说这是老客户教给她的第一课,谁也

每天早上开门前,大堂经理都会把老花镜和饮水机检查一遍,她说这是老客户教给她的第一课,谁也不能忘。

一、看得见的地方要用心

老花镜放在柜台边上。饮水机旁边备纸杯。雨天门口铺防滑垫。

(一)座位要够

等候区至少留十个座位。客户坐下以后心情会平和。忙的时候加凳子。

(二)说明要清楚

叫号屏字号放大。客户看不清就念给他听。告示用大白话写。

二、看不见的地方更要用心

电话号码存进本子。客户的忌口记下来。答应的事当天办。

来源:某某日报

相关推荐"""


def torn(text: str) -> str:
    """GBK text read one byte off from the middle of its first character to that of its last."""
    data = text.encode("gb18030")
    return "?" + data[1:-1].decode("gb18030") + "?"


def write_docx(path: Path, paragraphs: list[tuple[str, str]]) -> Path:
    """A docx of (style, text) paragraphs; style "" is ordinary."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    rows = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>'
        for style, text in paragraphs
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="Heading{n}"><w:name w:val="heading {n}"/>'
        "</w:style>"
        for n in (1, 2)
    )
    head = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {
        "[Content_Types].xml": f'{head}<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}.document.main+xml"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{main}.styles+xml"/></Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{package}/relationships"><Relationship '
        f'Id="r1" Type="{office}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{head}<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "word/styles.xml": f'{head}<w:styles xmlns:w="{space}">{styles}</w:styles>',
        "word/document.xml": f'{head}<w:document xmlns:w="{space}"><w:body>{rows}</w:body>'
        "</w:document>",
    }
    with zipfile.ZipFile(path, "w") as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return path


def write_pdf(path: Path, pages: list[list[str]]) -> Path:
    """A PDF whose pages hold lines in a built-in Chinese font; a page of no lines is a picture."""
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H"
        "/DescendantFonts[4 0 R]>>",
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/CIDSystemInfo"
        "<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>",
    ]
    for number, lines in enumerate(pages):
        shown = "".join(
            f"BT /F 12 Tf 60 {760 - 24 * at} Td <{line.encode('utf-16-be').hex()}> Tj ET\n"
            for at, line in enumerate(lines)
        )
        objects.append(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>"
            f"/Contents {6 + 2 * number} 0 R>>"
        )
        objects.append(f"<</Length {len(shown)}>>\nstream\n{shown}\nendstream")
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("ascii")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    out += (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\n"
        f"startxref\n{len(out)}\n%%EOF"
    ).encode("ascii")
    path.write_bytes(out)
    return path
