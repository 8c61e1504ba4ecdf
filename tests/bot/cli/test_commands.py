"""The commands as operators run them: output, refusals, exit statuses."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

import knowledge
from knowledge.handbook.format import load_folder

pytestmark = pytest.mark.slow

HANDBOOK = Path(knowledge.__file__).parent / "handbook"

Run = Callable[..., Result]


def test_a_brief_as_json_is_the_contracts(run: Run) -> None:
    result = run("brief", "王建国", "--as", "rm1", "--today", "2026-11-23", "--json")
    content = json.loads(result.stdout)
    assert result.exit_code == 0
    assert content["customer_id"] == "C001"
    assert content["scenarios"][0]["script_id"] == "maturity-rollover"
    assert "王建国" in result.stdout


def test_a_list_as_json_is_the_contracts(run: Run) -> None:
    asked = ("--as", "rm1", "--today", "2026-11-23", "--json")
    content = json.loads(run("list", "谁喜欢摄影又没开基金", *asked).stdout)
    assert content == {
        "condition": "条件：兴趣有“摄影”，且没有持有基金",
        "not_understood": [],
        "total": 1,
        "customers": [
            {
                "customer_id": "C002",
                "name": "李秀兰",
                "why": "兴趣：广场舞、手机摄影；没有持有基金",
            }
        ],
    }
    left_over = json.loads(run("list", "家里老婆话事的", *asked).stdout)
    assert (left_over["condition"], left_over["total"]) == ("", 0)
    assert left_over["not_understood"]
    assert run("list", "新客户", "--as", "cco1").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (("brief", "C001", "--as", "nobody"), 1, "没有这位员工"),
        (("brief", "诸葛亮", "--as", "rm1"), 1, "没有找到客户"),
        (("brief", "李秀", "--as", "rm1"), 1, "对应多位客户"),
        (("brief", "C001", "--as", "rm1", "--today", "明天"), 2, ""),
        (("brief",), 2, ""),
        (("customers", "import", "no-such.csv"), 1, "没有这个文件"),
        (("search", "--jsonl", "no-such.jsonl"), 1, "没有这个文件"),
        (("handbook", "show", "no-such-script"), 1, "手册里没有脚本"),
        (("handbook", "withdraw", "no-such-script", "--why", "x"), 1, "手册里没有脚本"),
        (("staff", "add", "x1", "--name", "某", "--role", "boss"), 2, ""),
        (("serve",), 1, "RM_TELEGRAM_TOKEN"),
        (("brief", "C001", "--as", "rm1", "--today", "9999-12-31"), 2, "too far away"),
    ],
)
def test_wrong_input_is_refused_with_a_reason(
    run: Run, arguments: tuple[str, ...], status: int, words: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == status
    assert words in result.stderr
    assert "Traceback" not in result.output


def test_lines_in_lines_out(run: Run) -> None:
    lines = '{"id": 1, "text": "这款保本保息"}\n{"id": "b", "text": "您好，下周三见。"}\n'
    checked = run("check", "--jsonl", "-", given=lines)
    verdicts = [json.loads(line) for line in checked.stdout.splitlines()]
    assert [(v["id"], v["verdict"]) for v in verdicts] == [(1, "block"), ("b", "pass")]
    asked = '{"id": "q", "text": "客户嫌利率高怎么办"}\n{"id": "w", "text": "明天会下雨吗"}\n'
    found = [
        json.loads(line) for line in run("search", "--jsonl", "-", given=asked).stdout.splitlines()
    ]
    assert found[0]["hits"][0]["script_id"] == "objection-rate-high"
    assert found[1] == {"id": "w", "abstained": True, "hits": []}
    told = '{"id": "u", "text": "刚跟王建国通完电话，下周三再联系"}\n'
    result = run("understand", "--jsonl", "-", "--as", "rm1", "--today", "2026-11-23", given=told)
    understood = json.loads(result.stdout)
    assert (understood["intent"], understood["follow_up"]) == ("capture", "2026-12-02")


def test_files_go_in_and_out(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "客户.xlsx"
    assert "已导出" in run("customers", "export", str(out)).stdout
    again = run("customers", "import", str(out))
    assert "新增 0，更新 0" in again.stdout
    bad = tmp_path / "坏.csv"
    bad.write_text(
        "customer_id,name,kind,owner,颜色\nZ1,某某,person,rm1,红\nZ2,,person,rm1,\n", "utf-8"
    )
    mixed = run("customers", "import", str(bad))
    assert "新增 1" in mixed.stdout
    assert "错误 1" in mixed.stdout
    assert "颜色" in mixed.stdout
    run("brief", "C001", "--as", "rm1")
    export = tmp_path / "建议.jsonl"
    assert run("suggestions", "export", str(export)).exit_code == 0
    assert "王建国" not in export.read_text("utf-8")


def test_an_altered_log_is_found(run: Run, tmp_path: Path) -> None:
    run("brief", "C001", "--as", "rm1")
    assert "审计链完整" in run("audit", "verify").stdout
    with sqlite3.connect(tmp_path / "data" / "store.db") as database:
        for (name,) in database.execute(
            "select name from sqlite_master where type='trigger'"
        ).fetchall():
            database.execute(f"drop trigger {name}")
        database.execute("update audit_entry set payload = '{}' where seq = 3")
    broken = run("audit", "verify")
    assert broken.exit_code == 1
    assert "第 3 条" in broken.stderr


def test_staff_shelf_scripts_and_doctor(run: Run) -> None:
    assert (
        run("staff", "add", "rm9", "--name", "张三", "--role", "rm", "--team", "零售一部").exit_code
        == 0
    )
    assert "邀请码" in run("staff", "invite", "rm9").stdout
    assert run("staff", "expertise", "rm9", "园艺").exit_code == 2
    assert "税务" in run("staff", "expertise", "rm9", "税务").stdout
    assert "张三（税务）" in run("staff", "list").stdout
    assert run("staff", "disable", "rm9").exit_code == 0
    assert "停用" in run("staff", "list").stdout
    assert "稳健添利" in run("products", "list").stdout
    listed = run("handbook", "list").stdout
    assert all(script.script_id in listed for script in load_folder(HANDBOOK))
    shown = run("handbook", "show", "idle-funds").stdout
    assert "资金闲置" in shown
    assert "用过 0 次" in shown
    found = run("doctor")
    assert found.exit_code == 1
    assert "别的账户也能读" in found.stdout  # the folder was copied open
    assert run("db", "upgrade").exit_code == 0
    assert run("doctor").exit_code == 0


def test_a_product_that_cannot_be_read_is_named(run: Run, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "data" / "store.db") as database:
        database.execute("UPDATE product SET type = 'soul' WHERE product_id = 'W201'")
    listed = run("products", "list")
    assert "W201" not in listed.stdout
    assert "1 条产品的记录读不出来，没有列出：W201" in listed.stderr


def test_ask_answers_what_is_forbidden_by_its_rule_as_the_chat_does(run: Run) -> None:
    told = json.loads(run("ask", "能不能给客户返现", "--as", "rm1", "--json").stdout)
    assert (told["abstained"], told["barred"]["rule_id"]) == (False, "inducement")
    assert told["answers"][0]["sources"]
    assert told["suggestion_id"]


def test_a_stop_is_tied_to_the_customer_it_names_and_to_no_other(run: Run) -> None:
    told = json.loads(
        run("ask", "李秀兰接了公安局电话要转安全账户", "--as", "rm1", "--json").stdout
    )
    assert (told["stopped"], told["customer_id"]) == (True, "C002")
    assert told["stop"]["due"] is not None
    for words in ("客户要转安全账户", "李秀英要把钱转到安全账户"):
        told = json.loads(run("ask", words, "--as", "rm1", "--json").stdout)
        assert (told["stopped"], told["customer_id"]) == (True, None)
