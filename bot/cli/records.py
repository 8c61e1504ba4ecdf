"""customers, products, staff."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.shared import (
    accepted,
    at_work,
    complain,
    existing,
    say_left_out,
    tell,
)

if TYPE_CHECKING:
    from store.importing import ImportReport, Moved

customers = typer.Typer(help="Customer files in and out.", no_args_is_help=True)
products = typer.Typer(help="The product shelf.", no_args_is_help=True)
staff = typer.Typer(help="Who may use the assistant.", no_args_is_help=True)
_READING = "正在读入 {file}，大的文件要一会儿……"
_Id = Annotated[str, typer.Argument(metavar="ID")]


@customers.command("import")
def import_customers_file(file: Annotated[Path, typer.Argument(help="CSV or XLSX.")]) -> None:
    """Read customers from a file; good rows are kept, bad ones reported."""
    from bot.usecases.files import import_customer_file

    found = existing(file)
    complain(_READING.format(file=file.name))
    with at_work() as work:
        report = accepted(import_customer_file(found, work=work))
    _print_report(report, "客户")


@customers.command("export")
def export_customers_file(file: Annotated[Path, typer.Argument(help="CSV or XLSX.")]) -> None:
    """Write every customer to a file that can be imported again."""
    from bot.usecases.files import export_customer_file

    with at_work() as work:
        done = accepted(export_customer_file(file, work=work))
    tell(f"已导出 {done.written} 位客户到 {file}")
    say_left_out(done.unreadable, "客户")


@products.command("import")
def import_products_file(file: Annotated[Path, typer.Argument(help="CSV or XLSX.")]) -> None:
    """Read products from a file."""
    from bot.usecases.files import import_product_file

    found = existing(file)
    complain(_READING.format(file=file.name))
    with at_work() as work:
        report = accepted(import_product_file(found, work=work))
    _print_report(report, "产品")


@products.command("list")
def list_shelf() -> None:
    """The shelf, a line a product."""
    from bot.usecases.products import whole_shelf

    with at_work() as work:
        shelf = whole_shelf(work=work)
    if not shelf.rows and not shelf.unreadable:
        tell("货架是空的：用 rm-assistant products import FILE 导入。")
    for each in shelf.rows:
        status = "在售" if each.on_sale else "停售"
        level = each.risk_level or "--"
        tell(f"{each.product_id}  {level}  {each.type.value:<10} {status}  {each.name}")
    say_left_out(shelf.unreadable, "产品", done="列出")


@staff.command("add")
def add(
    staff_id: _Id,
    name: Annotated[str, typer.Option(help="Full name.")],
    role: Annotated[str, typer.Option(help="rm, supervisor, compliance or admin.")],
    team: Annotated[
        str | None, typer.Option(help="Team name; not for compliance or admin.")
    ] = None,
) -> None:
    """Add a staff member, or change one."""
    from bot.usecases.staff import add_staff
    from store.models import Role

    if role not in set(Role):
        raise typer.BadParameter(f"{role!r} is none of {', '.join(Role)}", param_hint="--role")
    with at_work() as work:
        accepted(add_staff(staff_id, name=name, role=Role(role), team=team, work=work))
    tell(f"已登记 {name}（{staff_id}）")


@staff.command()
def invite(staff_id: _Id) -> None:
    """Print a one-time code that binds a chat to a staff member."""
    from bot.usecases.staff import invite_staff

    with at_work() as work:
        code = accepted(invite_staff(staff_id, work=work))
    tell(f"一次性邀请码（24小时内有效，只显示这一次）：{code}")


@staff.command()
def expertise(
    staff_id: _Id,
    fields: Annotated[
        list[str] | None, typer.Argument(help="税务, 法律, 投顾 …; none takes it away.")
    ] = None,
) -> None:
    """Say what a colleague may be asked for by others."""
    from bot.usecases.staff import set_expertise
    from store.models import Expertise

    wanted = list(fields or [])
    unknown = [each for each in wanted if each not in set(Expertise)]
    if unknown:
        known = "、".join(Expertise)
        raise typer.BadParameter(f"{'、'.join(unknown)} is none of {known}", param_hint="FIELDS")
    with at_work() as work:
        accepted(set_expertise(staff_id, [Expertise(each) for each in wanted], work=work))
    tell(f"{staff_id} 的专长：{'、'.join(wanted) or '无'}")


@staff.command()
def disable(staff_id: _Id) -> None:
    """Shut a staff member out at once."""
    from bot.usecases.staff import disable_staff

    with at_work() as work:
        accepted(disable_staff(staff_id, work=work))
    tell(f"已停用 {staff_id}")


@staff.command("list")
def list_all() -> None:
    """All staff, a line each."""
    from bot.usecases.staff import list_staff

    with at_work() as work:
        everyone = list_staff(work=work)
    if not everyone:
        tell("还没有员工：用 rm-assistant staff add 登记。")
    for each in everyone:
        state = "停用" if each.disabled_at else "在用"
        known = f"（{'、'.join(each.expertise)}）" if each.expertise else ""
        who = f"{each.name}{known}"
        tell(f"{each.staff_id}  {each.role.value:<10}  {each.team_id or '--'}  {state}  {who}")


def _print_report(report: ImportReport, what: str) -> None:
    from bot.usecases.files import column_title

    tell(
        f"{what}：新增 {report.created}，更新 {report.updated}，未变 {report.unchanged}，"
        f"错误 {len(report.errors)}"
    )
    for column in report.unknown_columns:
        like = f"，最接近的是“{column.nearest}”" if column.nearest else ""
        tell(f"  不认识的列，没有读：{column.title}{like}")
    for moved in report.moved:
        tell(f"  {moved.customer_id} {_move(moved)}")
    for wrong in report.errors:
        tell(f"  第{wrong.row}行 {column_title(wrong.column)}：{wrong.reason}")
    for doubtful in (*report.warnings, *report.conflicts):
        tell(f"  提醒 第{doubtful.row}行 {column_title(doubtful.column)}：{doubtful.reason}")
    if report.errors and not (report.created or report.updated or report.unchanged):
        raise typer.Exit(1)


def _move(moved: Moved) -> str:
    """What changed of a name and an owner: 姓名 王建国→王建军，归属 rm1→rm2."""
    owners = tuple(owner or "无人" for owner in moved.owners)
    changed = (("姓名", moved.names), ("归属", owners))
    return "，".join(f"{what} {old}→{new}" for what, (old, new) in changed if old != new)
