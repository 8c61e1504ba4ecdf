"""The terminal client over a pipe and over a keyboard."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
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

from bot.local import LocalBotApi, SavedFile, Sent, local_builder
from bot.local.chat import MenuCommand
from bot.local.keyboard import menu_completer, piped_lines
from bot.local.reply import Button
from bot.local.screen import button_lines, message_lines, wrap
from bot.local.terminal import GOODBYE, open_terminal, run_terminal, save_file
from bot.local.watching import AnyApplication
from tests.bot.local.echo_bot import PNG, build
from tests.support.dialogue import MORNING, Mismatch, replay_terminal


@pytest.fixture
def application() -> AnyApplication:
    return build(local_builder(LocalBotApi(clock=lambda: MORNING)))


async def piped(application: AnyApplication, text: str, data_dir: Path, width: int = 80) -> str:
    out = StringIO()
    await run_terminal(
        application=application,
        staff_id="rm1",
        chat_id=1,
        data_dir=data_dir,
        lines=piped_lines(StringIO(text)),
        console=Console(file=out, width=width, highlight=False, color_system=None),
    )
    return out.getvalue()


async def test_a_pipe_reads_as_a_dialogue(application: AnyApplication, tmp_path: Path) -> None:
    said = await piped(application, "/brief 张三\n\n   \n1\r\n99", tmp_path)
    _, *dialogue = [line for line in said.splitlines() if line]
    assert dialogue == [
        "> /brief 张三",
        "简报 张三",
        "[1] 已使用  [2] 修改后使用  [3] 不合适",
        "> 1",
        "· 已记下",
        "[1] 撤回",
        "> 99",
        "您说：99",
    ]
    assert "\x1b" not in said and "rm1" in said.splitlines()[0]


async def test_files_are_saved_and_their_paths_printed(
    application: AnyApplication, tmp_path: Path
) -> None:
    said = await piped(application, "/files\n", tmp_path, width=60)
    assert f"图片：{tmp_path}/files/走势.png" in said
    assert f"文件：{tmp_path}/files/名单.csv" in said
    assert (tmp_path / "files" / "走势.png").read_bytes() == PNG


async def test_a_file_is_sent_by_its_path(application: AnyApplication, tmp_path: Path) -> None:
    path = tmp_path / "有 空格.txt"
    path.write_text("S001", encoding="utf-8")
    said = await piped(application, f"@'{path}' 请 导入\n@没有这个文件\n", tmp_path)
    assert "有 空格.txt：4字节，S001，请 导入" in said
    assert "您说：@没有这个文件" in said


async def test_an_error_is_a_sentence_and_the_chat_goes_on(
    application: AnyApplication, tmp_path: Path
) -> None:
    said = await piped(application, "/broken\n您好\n", tmp_path)
    assert "没有得到回答" in said and "坏了" not in said and "Traceback" not in said
    assert said.rstrip().endswith("您说：您好")


async def test_a_transcript_replays_through_the_terminal(
    application: AnyApplication, tmp_path: Path
) -> None:
    script = "> /brief 李四\n简报 李四 […]\n> 3\n！ 请说明原因\n为什么不合适？\n> 您好\n您说：您好"
    await replay_terminal(application, script, data_dir=tmp_path, width=30)


async def test_a_wrong_transcript_is_told(application: AnyApplication, tmp_path: Path) -> None:
    with pytest.raises(Mismatch, match="您说：您好"):
        await replay_terminal(application, "> 您好\n您说：不好", data_dir=tmp_path)


def test_a_command_reading_a_pipe(
    application: AnyApplication,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setattr("sys.stdin", StringIO("/brief 客户说利率太高，想看看\n"))
    open_terminal(application=application, staff_id="rm1", chat_id=1, data_dir=tmp_path)
    said = capsys.readouterr().out
    assert "简报 客户说利率太\n高，想看看\n[1] 已使用\n[2] 修改后使用\n[3] 不合适\n" in said
    assert "\x1b" not in said


async def test_a_job_s_message_is_shown_in_a_pipe(
    application: AnyApplication, tmp_path: Path
) -> None:
    said = await piped(application, "/remind\n/pause\n", tmp_path)
    assert "该联系客户了" in said


async def test_a_web_link_cannot_be_pressed(application: AnyApplication, tmp_path: Path) -> None:
    said = await piped(application, "/link\n1\n", tmp_path)
    assert "[1] 官网 https://x.cn" in said and "按不了" in said


class Keyboard:
    """Types at a prompt_toolkit session; what the client printed is in `said`."""

    def __init__(self, application: AnyApplication, data_dir: Path) -> None:
        self._application = application
        self._data_dir = data_dir
        self._out = StringIO()

    async def type(self, keys: str) -> str:
        with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
            pipe.send_text(keys)
            await asyncio.wait_for(self._run(), 20)
        return self._out.getvalue()

    async def _run(self) -> None:
        await run_terminal(
            application=self._application,
            staff_id="rm1",
            chat_id=1,
            data_dir=self._data_dir,
            lines=None,
            console=Console(file=self._out, width=80, highlight=False, color_system=None),
        )


@pytest.mark.parametrize("leave", ["\x04", "\x03"])
async def test_leaving_the_keyboard_is_polite(
    application: AnyApplication, tmp_path: Path, leave: str
) -> None:
    said = await Keyboard(application, tmp_path).type("张三的孩子\r" + leave)
    assert "您好" in said and "您说：张三的孩子" in said
    assert said.rstrip().endswith(GOODBYE)


@pytest.mark.parametrize(
    "keys", ["\x1b[200~第一行\r\n第二行\x1b[201~\r", "第一行\x1b\r第二行\r"], ids=["paste", "alt"]
)
async def test_lines_pasted_or_continued_are_one_message(
    application: AnyApplication, tmp_path: Path, keys: str
) -> None:
    said = await Keyboard(application, tmp_path).type(keys + "\x04")
    assert "您说：第一行\n第二行" in said


async def test_history_is_kept_to_oneself(application: AnyApplication, tmp_path: Path) -> None:
    await Keyboard(application, tmp_path).type("张三的孩子\r\x04")
    history = tmp_path / "history-rm1.txt"
    assert "张三的孩子" in history.read_text(encoding="utf-8")
    assert history.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("/", ["/brief ", "/both "]), ("/bri", ["/brief "]), ("/brief 张", []), ("bri", [])],
)
def test_a_command_completes_from_the_menu(typed: str, offered: list[str]) -> None:
    completer = menu_completer(lambda: [MenuCommand("brief", "简报"), MenuCommand("both", "两条")])
    found = list(completer.get_completions(Document(typed), CompleteEvent()))
    assert [each.text for each in found] == offered
    assert all(each.start_position == -len(typed) for each in found)


async def test_piped_lines_end_with_the_pipe() -> None:
    lines: AsyncIterator[str] = piped_lines(StringIO("一\r\n二"))
    assert [line async for line in lines] == ["一", "二"]


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


def sent(text: str, *entities: dict[str, object]) -> Sent:
    return Sent(1, text, text, entities, (), None, False)


def test_entities_become_styles() -> None:
    message = sent(
        "😀重点\n引用一句\n看这里",
        {"type": "bold", "offset": 2, "length": 2},
        {"type": "blockquote", "offset": 5, "length": 4},
        {"type": "text_link", "offset": 10, "length": 3, "url": "https://x.cn"},
    )
    first, *others = message_lines(message, width=80)
    assert [(span.start, span.end, span.style) for span in first.spans] == [(1, 3, "bold")]
    assert [line.plain for line in others] == ["│ 引用一句", "看这里", "链接 看这里：https://x.cn"]


def test_buttons_are_numbered_across_rows() -> None:
    rows = [[Button("已使用", "u"), Button("网页", None, "https://x.cn")], [Button("不合适", "n")]]
    lines = [line.plain for line in button_lines(rows, width=80)]
    assert lines == ["[1] 已使用  [2] 网页 https://x.cn", "[3] 不合适"]
    narrow = [line.plain for line in button_lines(rows[:1], width=20, first=4)]
    assert narrow == ["[4] 已使用", "[5] 网页 https://x.cn"]


def test_a_saved_file_never_leaves_its_folder_nor_overwrites_another(tmp_path: Path) -> None:
    names = [
        save_file(SavedFile(name, content, "document", "text/csv"), folder=tmp_path).name
        for name, content in [
            ("../../名单.csv", b"1"),
            ("名单.csv", b"2"),
            ("名单.csv", b"1"),
        ]
    ]
    assert names == ["名单.csv", "名单-2.csv", "名单.csv"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["名单-2.csv", "名单.csv"]
