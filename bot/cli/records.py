"""customers, products, staff."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.shared import existing, open_desk_or_refuse, refuse

customers = typer.Typer(help="Customer files in and out.", no_args_is_help=True)
products = typer.Typer(help="The product shelf.", no_args_is_help=True)
staff = typer.Typer(help="Who may use the assistant.", no_args_is_help=True)


@customers.command("import")
def import_customers_file(file: Annotated[Path, typer.Argument(help="CSV or XLSX.")]) -> None:
    """Read customers from a file; good rows are kept, bad ones reported."""
    from store.importing import import_customers

    desk = open_desk_or_refuse()
    now = desk.now()
    _report(
        lambda session, actor: import_customers(
            session=session, actor=actor, path=existing(file), at=desk.clock(), today=now.date()
        ),
        desk,
        "客户",
    )


@customers.command("export")
def export_customers_file(file: Annotated[Path, typer.Argument(help="CSV or XLSX.")]) -> None:
    """Write every customer to a file that can be imported again."""
    from store.actor import TERMINAL_ADMIN
    from store.engine import transaction
    from store.errors import StoreError
    from store.exporting import export_customers

    desk = open_desk_or_refuse()
    try:
        with transaction(desk.engine) as session:
            count = export_customers(session=session, actor=TERMINAL_ADMIN, path=file)
    except StoreError as error:
        refuse(str(error))
    print(f"已导出 {count} 位客户到 {file}")


@products.command("import")
def import_products_file(file: Annotated[Path, typer.Argument(help="CSV or XLSX.")]) -> None:
    """Read products from a file."""
    from store.importing import import_products

    desk = open_desk_or_refuse()
    _report(
        lambda session, actor: import_products(
            session=session, actor=actor, path=existing(file), at=desk.clock()
        ),
        desk,
        "产品",
    )


@products.command("list")
def list_shelf() -> None:
    """The shelf, a line a product."""
    from store.engine import reading
    from store.products import list_products

    desk = open_desk_or_refuse()
    with reading(desk.engine) as session:
        rows = list_products(session=session)
    if not rows:
        print("货架是空的：用 rm-assistant products import FILE 导入。")
    for row in rows:
        status = "在售" if row.status.value == "on" else "停售"
        level = row.risk_level or "--"
        print(f"{row.product_id}  {level}  {row.type.value:<10} {status}  {row.name}")


@staff.command("add")
def add(
    staff_id: Annotated[str, typer.Argument(metavar="ID")],
    name: Annotated[str, typer.Option(help="Full name.")],
    role: Annotated[str, typer.Option(help="rm, supervisor, compliance or admin.")],
    team: Annotated[
        str | None, typer.Option(help="Team name; not for compliance or admin.")
    ] = None,
) -> None:
    """Add a staff member, or change one."""
    from store.models import Role
    from store.staff import add_staff

    if role not in set(Role):
        raise typer.BadParameter(f"{role!r} is none of {', '.join(Role)}", param_hint="--role")
    _write(add_staff, staff_id=staff_id, name=name, role=Role(role), team=team)
    print(f"已登记 {name}（{staff_id}）")


@staff.command()
def invite(staff_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Print a one-time code that binds a chat to a staff member."""
    from store.staff import invite_staff

    code = _write(invite_staff, staff_id=staff_id)
    print(f"一次性邀请码（24小时内有效，只显示这一次）：{code}")


@staff.command()
def disable(staff_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """Shut a staff member out at once."""
    from store.staff import disable_staff

    _write(disable_staff, staff_id=staff_id)
    print(f"已停用 {staff_id}")


@staff.command("list")
def list_all() -> None:
    """All staff, a line each."""
    from store.actor import TERMINAL_ADMIN
    from store.engine import reading
    from store.staff import list_staff

    desk = open_desk_or_refuse()
    with reading(desk.engine) as session:
        rows = list_staff(session=session, actor=TERMINAL_ADMIN)
    if not rows:
        print("还没有员工：用 rm-assistant staff add 登记。")
    for row in rows:
        state = "停用" if row.disabled_at else "在用"
        print(f"{row.staff_id}  {row.role.value:<10}  {row.team_id or '--'}  {state}  {row.name}")


def _write(action: Any, **arguments: Any) -> Any:
    from store.actor import TERMINAL_ADMIN
    from store.engine import transaction
    from store.errors import StoreError

    desk = open_desk_or_refuse()
    try:
        with transaction(desk.engine) as session:
            return action(session=session, actor=TERMINAL_ADMIN, at=desk.clock(), **arguments)
    except StoreError as error:
        refuse(str(error))


def _report(read: Any, desk: Any, what: str) -> None:
    from store.actor import TERMINAL_ADMIN
    from store.engine import transaction
    from store.errors import StoreError

    try:
        with transaction(desk.engine) as session:
            report = read(session, TERMINAL_ADMIN)
    except StoreError as error:
        refuse(str(error))
    print(
        f"{what}：新增 {report.created}，更新 {report.updated}，未变 {report.unchanged}，"
        f"错误 {len(report.errors)}"
    )
    for column in report.unknown_columns:
        print(f"  不认识的列：{column}")
    for wrong in report.errors:
        print(f"  第{wrong.row}行 {wrong.column}：{wrong.reason}")
    for conflict in report.conflicts if hasattr(report, "conflicts") else ():
        print(f"  提醒 第{conflict.row}行 {conflict.column}：{conflict.reason}")
    if report.errors and not (report.created or report.updated or report.unchanged):
        raise typer.Exit(1)
