"""The terminal over a pipe and over a keyboard."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from bot.attachments import Attachment
from bot.blocks import Span, Style, bold, line, paragraph, said, screen
from bot.channels.terminal import TerminalClient, chat_in_terminal, run_terminal
from bot.channels.terminal.keyboard import menu_completer, piped_lines
from bot.channels.terminal.screen import button_lines, screen_lines, wrap
from bot.conversation.messages import Button, Incoming, MenuEntry, Message, Pressed, Reply, Said
from tests.bot.channels.scripted import Answer, Scripted, Waiting, echo, saying, showing

GREETING = "客户经理助手（rm1）：/help 看用法，数字按按钮，Ctrl-D 离开。"


def offering(incoming: Incoming) -> Reply:
    """A brief offers buttons; anything else is said back."""
    if isinstance(incoming, Said) and incoming.text.startswith("/brief"):
        return showing(said(f"简报 {incoming.text[7:]}"), ["已使用", "修改后使用"], ["不合适"])
    return echo(incoming)


def piped(text: str, answer: Answer = offering, *, width: int = 80) -> str:
    out = StringIO()
    run_terminal(
        Scripted(answer),
        staff_id="rm1",
        data_dir=Path("/nowhere"),
        lines=piped_lines(StringIO(text)),
        console=Console(file=out, width=width, highlight=False, color_system=None),
    )
    return out.getvalue()


def test_a_pipe_reads_as_a_dialogue() -> None:
    told = piped("/brief 张三\n\n   \n2\r\n99\n").splitlines()
    assert told == [
        GREETING,
        "",
        "> /brief 张三",
        "",
        "简报 张三",
        "[1] 已使用  [2] 修改后使用",
        "[3] 不合适",
        "",
        "> 2",
        "",
        "您按：t.1",
        "",
        "> 99",
        "",
        "您说：99",
    ]


def asked_by(*lines: str) -> tuple[list[Incoming], str]:
    """What the conversation was asked, and what was printed."""
    conversation, out = Scripted(offering), StringIO()
    run_terminal(
        conversation,
        staff_id="rm1",
        data_dir=Path("/nowhere"),
        lines=lines,
        console=Console(file=out, width=200),
    )
    return list(conversation.asked), out.getvalue()


def test_a_number_presses_a_button_of_the_newest_answer() -> None:
    asked, _ = asked_by("1", "/brief 张三", "3", "1", "4", "0", "第1")
    chat = "terminal:rm1"
    assert [each for each in asked if isinstance(each, Pressed)] == [
        Pressed(chat, "t.2"),
        Pressed(chat, "t.0"),
    ]
    assert asked[0] == Said(chat, "1", numbered=True)
    assert asked[-3:] == [Said(chat, "4"), Said(chat, "0"), Said(chat, "第1")]


def test_a_number_presses_nothing_once_something_else_was_said() -> None:
    asked, told = asked_by("/brief 张三", "你好", "3", "/brief 李四", "3")
    assert [type(each) for each in asked] == [Said, Said, Said, Pressed]
    assert told.count("数字不再按上面那条的按钮") == 1


@pytest.mark.parametrize("before", [(), ("/brief 张三",), ("/brief 张三", "你好")])
def test_a_line_of_thousands_of_digits_presses_nothing(before: tuple[str, ...]) -> None:
    asked, _ = asked_by(*before, "1" * 4400)
    last = asked[-1]
    assert isinstance(last, Said)
    assert last.text == "1" * 4400


def test_buttons_of_several_messages_are_numbered_through() -> None:
    two = Reply(
        (
            Message(said("甲"), ((Button("开甲", "a"),),)),
            Message(said("乙"), ((Button("开乙", "b"),),)),
        )
    )
    told = piped("/brief\n2\n", lambda each: two if isinstance(each, Said) else echo(each))
    assert "甲\n[1] 开甲\n\n乙\n[2] 开乙\n" in told
    assert "您按：b" in told


def test_no_file_is_offered_or_taken(tmp_path: Path) -> None:
    path = tmp_path / "名单.txt"
    path.write_text("S001", encoding="utf-8")
    told = piped(f"@{path}\n", width=200)
    assert f"您说：@{path}" in told
    assert "文件" not in told


def test_a_failure_is_a_sentence_and_the_chat_goes_on() -> None:
    broken = Reply((Message(said("出了点问题，编号 ab12。")),), reference="ab12")
    told = piped(
        "坏\n您好\n", lambda each: broken if each == Said("terminal:rm1", "坏") else echo(each)
    )
    assert "编号 ab12" in told
    assert told.rstrip().endswith("您说：您好")


def test_a_command_reading_a_pipe(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr("sys.stdin", StringIO("/brief 客户说利率太高，想看看\n"))
    chat_in_terminal(Scripted(offering), staff_id="rm1", data_dir=Path("/nowhere"))
    told = capsys.readouterr().out
    assert "简报 客户说利率太\n高，想看看\n[1] 已使用\n[2] 修改后使用\n[3] 不合适\n" in told
    assert "\x1b" not in told


def test_what_is_due_is_told_at_the_beginning_and_behind_an_answer() -> None:
    out, waiting = StringIO(), Waiting("terminal:rm1")
    console = Console(file=out, width=40)
    client = TerminalClient(
        Scripted(offering), staff_id="rm1", console=console, files=Path("/nowhere"), pushes=waiting
    )
    client.look()
    waiting.bring(saying("该打电话了"))
    client.take("/brief 王建国")
    said = out.getvalue()
    assert said.index("第0条") < said.index("简报 王建国") < said.index("该打电话了")
    assert [button.label for button in client.buttons] == ["已使用", "修改后使用", "不合适"]
    assert waiting.marked == ["told n0", "told n"]


def typed(keys: str, data_dir: Path, answer: Answer = echo) -> str:
    """What is printed while a person types at a prompt."""
    out = StringIO()
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(keys)
        run_terminal(
            Scripted(answer),
            staff_id="rm1",
            data_dir=data_dir,
            lines=None,
            console=Console(file=out, width=80, highlight=False, color_system=None),
        )
    return out.getvalue()


@pytest.mark.parametrize("leave", ["\x04", "\x03"])
def test_the_keyboard_greets_and_leaving_is_polite(tmp_path: Path, leave: str) -> None:
    told = typed("张三的孩子\r" + leave, tmp_path)
    assert "您说：/start" in told
    assert "您说：张三的孩子" in told
    assert told.rstrip().endswith("再见，祝您一切顺利。")


def test_an_interruption_while_an_answer_is_made_leaves_politely(tmp_path: Path) -> None:
    def interrupted(_: Incoming) -> Reply:
        raise KeyboardInterrupt

    assert typed("", tmp_path, interrupted).rstrip().endswith("再见，祝您一切顺利。")


@pytest.mark.parametrize(
    "keys", ["\x1b[200~第一行\r\n第二行\x1b[201~\r", "第一行\x1b\r第二行\r"], ids=["paste", "alt"]
)
def test_lines_pasted_or_continued_are_one_message(tmp_path: Path, keys: str) -> None:
    assert "您说：第一行\n第二行" in typed(keys + "\x04", tmp_path)


def test_history_is_kept_to_oneself(tmp_path: Path) -> None:
    typed("张三的孩子\r\x04", tmp_path)
    history = tmp_path / "history-rm1.txt"
    assert "张三的孩子" in history.read_text(encoding="utf-8")
    assert history.stat().st_mode & 0o077 == 0


MENU = (MenuEntry("brief", "简报"), MenuEntry("both", "两条"))


@pytest.mark.parametrize(
    ("line", "offered"),
    [("/", ["/brief ", "/both "]), ("/bri", ["/brief "]), ("/brief 张", []), ("bri", [])],
)
def test_a_command_completes_from_the_menu(line: str, offered: list[str]) -> None:
    found = list(menu_completer(lambda: MENU).get_completions(Document(line), CompleteEvent()))
    assert [each.text for each in found] == offered
    assert all(each.start_position == -len(line) for each in found)


def test_the_menu_is_that_of_the_newest_answer(tmp_path: Path) -> None:
    menus = iter([MENU, ()])
    conversation = Scripted(lambda _: Reply((Message(said("好")),), menu=next(menus)))
    client = TerminalClient(
        conversation, staff_id="rm1", console=Console(file=StringIO()), files=tmp_path
    )
    client.take("/start")
    assert client.menu == MENU
    client.take("你好")
    assert client.menu == ()


def test_a_file_is_kept_for_its_owner_and_none_is_written_over(tmp_path: Path) -> None:
    chart = Attachment("王建国/资产.png", b"picture", picture=True)
    conversation = Scripted(lambda _: Reply((Message(said("好"), attached=(chart,)),)))
    out, folder = StringIO(), tmp_path / "files"
    client = TerminalClient(
        conversation, staff_id="rm1", console=Console(file=out, width=400), files=folder
    )
    client.take("画图")
    client.take("再画")
    kept = sorted(folder.iterdir())
    assert [each.name for each in kept] == ["王建国／资产-2.png", "王建国／资产.png"]
    assert all(each.read_bytes() == b"picture" and str(each) in out.getvalue() for each in kept)
    assert all(each.stat().st_mode & 0o077 == 0 for each in (folder, *kept))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("客户说利率太高，想再看看。", 16, ["客户说利率太高，", "想再看看。"]),
        ("年化利率3.85%起，先了解", 10, ["年化利率", "3.85%起，", "先了解"]),
        ("《理财产品销售管理办法》", 14, ["《理财产品销售", "管理办法》"]),
        ("客户说利率太高，再看", 14, ["客户说利率太", "高，再看"]),
        ("用 Ctrl-D 离开这里", 9, ["用 Ctrl-D", "离开这里"]),
        ("短", 10, ["短"]),
        ("", 10, [""]),
        ("abcdefghijkl", 5, ["abcde", "fghij", "kl"]),
    ],
)
def test_chinese_wraps_by_columns(text: str, width: int, lines: list[str]) -> None:
    wrapped = [line.plain for line in wrap(Text(text), width)]
    assert wrapped == lines
    assert all(cell_len(line) <= width for line in wrapped)


def test_styles_survive_the_wrapping() -> None:
    shown = screen(
        paragraph(line("这款", Span("保本保息", Style.MARKED), "，", bold("😀重点"))),
        paragraph(Span("①p1", Style.SMALL)),
    )
    first, second, empty, last = screen_lines(shown, width=12)
    assert [each.plain for each in (first, second, empty, last)] == [
        "这款保本保",
        "息，😀重点",
        "",
        "①p1",
    ]
    styles = [
        [(s.start, s.end, str(s.style)) for s in each.spans] for each in (first, second, last)
    ]
    assert styles == [
        [(2, 5, "bold underline")],
        [(0, 1, "bold underline"), (2, 5, "bold")],
        [(0, 3, "italic")],
    ]


def test_rows_too_wide_are_broken_between_buttons() -> None:
    rows = [[Button("已使用", "u"), Button("网页上的", "w")], [Button("不合适", "n")]]
    assert [line.plain for line in button_lines(rows, width=80)] == [
        "[1] 已使用  [2] 网页上的",
        "[3] 不合适",
    ]
    narrow = [line.plain for line in button_lines(rows[:1], width=20, first=4)]
    assert narrow == ["[4] 已使用", "[5] 网页上的"]


def test_nothing_to_say_still_reads_as_a_dialogue() -> None:
    assert "> 好\n\n收到" in piped("好\n", lambda _: saying("收到"))
