"""The rules without their classifier, and cases of the records in order."""

from __future__ import annotations

import pytest
from small_handbook import CaseOf

from bot.brief.case import Case, case_of
from bot.record.policy import default_policy
from bot.rules import CheckedText
from knowledge.compliance import Checker
from store.customers import CustomerRecord
from store.products import ShelfProduct
from tests.support.records import NOW, ZONE


@pytest.fixture(scope="session")
def rules() -> CheckedText:
    return CheckedText(Checker.load(model_path=None))


@pytest.fixture
def case() -> CaseOf:
    """The case of a record with a shelf."""

    def of(record: CustomerRecord, *shelf: ShelfProduct) -> Case:
        return case_of(
            record, products=shelf, policy=default_policy(), rm_name="林晓", now=NOW, zone=ZONE
        )

    return of
