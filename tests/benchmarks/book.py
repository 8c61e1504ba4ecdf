"""A bank's book of any size for the benchmark: invented customers, 400 to a relationship manager.

Run `python -m tests.benchmarks.book DIR CUSTOMERS`; a folder that holds the book stays as it is.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlmodel import col

from bot.app import open_rules, open_store
from bot.config import Settings
from knowledge.handbook.format import load_folder
from knowledge.retrieval import build_handbook
from store.actor import TERMINAL_ADMIN
from store.customers.writing import CustomerRow, HeldRow, insert_customers
from store.demo import fill
from store.engine import transaction, upgrade
from store.models import (
    Channel,
    ComplaintSize,
    ConsentScope,
    Customer,
    CustomerKind,
    Personality,
    Role,
    ScriptStatus,
    Staff,
)
from store.scripts import ScriptText, register_script
from store.staff import add_staff

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PER_RM = 400
_RMS_A_TEAM = 10
_HANDBOOK = Path(__file__).resolve().parents[2] / "knowledge" / "handbook"
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
_FIRST = "建国志文晓海嘉雅静思明德永春秋玉红丽俊子宏立家天景向忠振佳雨梦诗慧淑兰凤美英"
_SECOND = "华伟强军平芳娜敏涛超勇杰娟磊鹏飞宁辉琳波燕霞玲浩宇轩彤怡欣然博航睿泽瑶洁珊颖婷"
_CORES = "恒泰 远景 瑞丰 汇川 启明 盛邦 博雅 嘉禾 中科 天元 润泽 金桥 宏图 同创 锐捷 海纳".split()
_PLACES = "江城 临江 云州 海宁 南平 东山 西川 北岭".split()
_TRADES = "精密机械 电子科技 食品 纺织 物流 新材料 医疗器械 建筑工程".split()
_NEEDS = "子女教育 养老 保值 稳健理财 流动性 购房 传承 周转".split()
_JOBS = "教师 医生 个体户 企业主 工程师 退休 公务员 律师".split()
_INTERESTS = "太极 书法 旅游 摄影 高尔夫 广场舞 钓鱼 茶艺".split()
_LEVELS = "R1 R2 R2 R3 R3 R4 R5".split()
_ASKED_RMS = 25
_ASKED = (
    "等下给{name}打电话",
    "等下给{name}打电话，聊聊理财到期怎么续",
    "马上给{name}打电话，聊聊利率",
    "一会儿给{name}打电话，问问最近用款安排",
    "等下给{name}打电话，谈谈养老的安排",
)


@dataclass(frozen=True)
class Request:
    """What a manager types, and whom it is about."""

    text: str
    name: str
    customer_id: str
    staff_id: str


def requests(folder: Path, count: int) -> list[Request]:
    """Requests about so many different customers of up to 25 managers."""
    engine = open_store(Settings(_env_file=None, data_dir=folder))
    rng = random.Random(count)
    owners = select(Staff.staff_id).where(col(Staff.staff_id).like("bm%"))
    with engine.connect() as connection:
        rms = sorted(connection.scalars(owners))
        chosen = col(Customer.owner_id).in_(rng.sample(rms, min(_ASKED_RMS, len(rms))))
        whom = select(Customer.customer_id, Customer.name, Customer.owner_id).where(chosen)
        rows = rng.sample(sorted(map(tuple, connection.execute(whom))), count)
    engine.dispose()
    return [_request(place, *row) for place, row in enumerate(rows)]


def _request(place: int, customer_id: str, name: str, staff_id: str) -> Request:
    said = name.removesuffix("有限公司")
    return Request(_ASKED[place % len(_ASKED)].format(name=said), said, customer_id, staff_id)


def customers(count: int, *, today: date) -> Iterator[CustomerRow]:
    """So many customers, the same for the same count and day; no name twice with one RM."""
    rng = random.Random(count)
    names: set[str] = set()
    for number in range(count):
        if number % PER_RM == 0:
            names.clear()
        kind = CustomerKind.COMPANY if rng.random() < 0.1 else CustomerKind.PERSON
        yield CustomerRow(
            customer_id=f"B{number:07d}",
            name=_fresh(kind, names, rng),
            kind=kind,
            owner_id=rm_of(number),
            facts=_facts(kind, rng, today),
            holdings=_holdings(rng, today),
            consent=_consent(rng),
            open_complaint=ComplaintSize.SMALL if rng.random() < 0.01 else None,
        )


def rm_of(number: int) -> str:
    """Who looks after a customer, by the customer's number."""
    return f"bm{number // PER_RM:05d}"


def prepare(folder: Path, count: int) -> None:
    """The folder with store, handbook, demo book and so many customers."""
    settings = Settings(_env_file=None, data_dir=folder)
    upgrade(settings.store_url)
    open_rules(settings)
    scripts = load_folder(_HANDBOOK)
    build_handbook(data_dir=folder, scripts=scripts, now=NOW)
    engine = open_store(settings)
    with engine.connect() as connection:
        if connection.scalar(select(func.count()).select_from(Customer)):
            return
    with transaction(engine) as session:
        fill(session=session, today=NOW.date())
        for script in scripts:
            text = ScriptText(script.script_id, str(script.version), script.title, script.title)
            register_script(
                session=session,
                script=text,
                status=ScriptStatus.APPROVED,
                actor_id="terminal",
                at=NOW,
            )
        _add_rms(session, count)
    with transaction(engine) as session:
        insert_customers(session=session, rows=customers(count, today=NOW.date()), at=NOW)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


def _add_rms(session: Any, count: int) -> None:
    for number in range(-(-count // PER_RM)):
        add_staff(
            session=session,
            actor=TERMINAL_ADMIN,
            staff_id=rm_of(number * PER_RM),
            name=f"经理{number}",
            role=Role.RM,
            team=f"压测{number // _RMS_A_TEAM}组",
            at=NOW,
        )


def _fresh(kind: CustomerKind, taken: set[str], rng: random.Random) -> str:
    while True:
        if kind is CustomerKind.COMPANY:
            core = rng.choice(_FIRST) + rng.choice(_SECOND) + rng.choice(_CORES)
            name = f"{rng.choice(_PLACES)}{core}{rng.choice(_TRADES)}有限公司"
        else:
            name = rng.choice(_SURNAMES) + rng.choice(_FIRST) + rng.choice(_SECOND)
        if name not in taken:
            taken.add(name)
            return name


def _facts(kind: CustomerKind, rng: random.Random, today: date) -> dict[str, Any]:
    def ago(least: int, most: int) -> date:
        return today - timedelta(days=rng.randint(least, most))

    facts: dict[str, Any] = {
        "phone": f"139{rng.randrange(10**8):08d}",
        "opened_on": ago(10, 3000),
        "last_contact_on": ago(1, 120),
        "last_transaction_on": ago(0, 80),
        "outflow_ratio_60d": round(rng.random() * 0.55, 2),
        "monthly_inflow_wan": round(rng.random() * 4, 1),
        "idle_months": rng.choice((0, 0, 0, 1, 3, 6)),
        "need_tags": rng.sample(_NEEDS, rng.randint(0, 2)),
        "preferred_channel": rng.choice((Channel.PHONE, Channel.WECHAT, Channel.VISIT)),
        "do_not_contact": rng.random() < 0.01,
    }
    if kind is CustomerKind.COMPANY:
        return facts | {
            "industry": rng.choice(_TRADES),
            "annual_revenue_wan": round(rng.lognormvariate(8, 1), 0),
            "aum_wan": round(rng.lognormvariate(6, 1), 1),
            "receivable_days": rng.randint(20, 150),
            "receivable_share": round(rng.random(), 2),
            "credit_grade": rng.choice("ABC"),
        }
    return facts | {
        "aum_wan": round(rng.lognormvariate(4, 1.2), 1),
        "birthday": ago(20 * 365, 78 * 365),
        "occupation": rng.choice(_JOBS),
        "risk_level": rng.choice(_LEVELS),
        "risk_assessed_on": ago(5, 500),
        "personality": rng.choice((None, Personality.QUIET, Personality.OUTGOING)),
        "interests": rng.sample(_INTERESTS, rng.randint(0, 2)),
    }


def _holdings(rng: random.Random, today: date) -> tuple[HeldRow, ...]:
    return tuple(
        HeldRow(
            named=rng.choice(("定期存款一年", "稳健理财90天", "货币基金", "大额存单三年")),
            amount_wan=round(rng.random() * 80, 1),
            maturity_date=today + timedelta(days=rng.randint(3, 400)),
        )
        for _ in range(rng.randint(0, 3))
    )


def _consent(rng: random.Random) -> frozenset[ConsentScope] | None:
    if rng.random() < 0.1:
        return None
    return frozenset(scope for scope in ConsentScope if rng.random() < 0.8)


if __name__ == "__main__":
    prepare(Path(sys.argv[1]), int(sys.argv[2]))
