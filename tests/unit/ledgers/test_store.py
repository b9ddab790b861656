"""Both files that are only ever added to, a ledger and the withdrawals, keep one set of rules."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from api.errors import UnreadableError
from api.files.lock import hold_folder
from api.ledgers.signatures import open_ledger
from api.ledgers.store import JsonLines
from api.ledgers.withdrawals import WithdrawalRecord, open_withdrawals
from api.model.identifiers import LocaleTag
from api.model.ledger import Revocation
from api.model.records import render_record, seal_record

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
RECORDS = {
    "withdrawals": WithdrawalRecord("", "spine/risks", NOON, "It is wrong.", None),
    "ledger": Revocation(id="", section="spine/risks", at=NOON, role="linguistic", reviewer="ben", note=None),
}


@pytest.fixture(params=RECORDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Which of the files."""
    return str(request.param)


@pytest.fixture
def store(tmp_path: Path, kind: str) -> JsonLines[Any]:
    """One of them, with a record on its line, whose end a merge took."""
    opened: JsonLines[Any] = (
        open_withdrawals(tmp_path, "spine")
        if kind == "withdrawals"
        else open_ledger(tmp_path, LocaleTag("es"), "spine")
    )
    opened.path.parent.mkdir(parents=True)
    opened.path.write_text(render_record(seal_record(RECORDS[kind])))
    return opened


def test_a_record_is_added_on_a_line_of_its_own(tmp_path: Path, store: JsonLines[Any], kind: str) -> None:
    """Behind a line without an end too; and what is written later is dated later."""
    with hold_folder(tmp_path, print) as held:
        added = store.append(held, RECORDS[kind])
    assert [(each.line, each.record.at) for each in store.read().lines] == [(1, NOON), (2, added.at)]
    assert added.at > NOON


def test_a_record_that_a_merge_doubled_is_one(store: JsonLines[Any]) -> None:
    """Equal records are equal lines; the first counts."""
    line = store.path.read_text()
    store.path.write_text(f"{line}\n\n{line}\n")
    assert [each.line for each in store.read().lines] == [1]


@pytest.mark.parametrize(
    ("damage", "line"), [(b"\xff\n", 2), (b"{}\n", 2), (b'{"id":"', 2)], ids=["no UTF-8", "no record", "cut off"]
)
def test_nothing_is_added_to_a_file_that_cannot_be_trusted(
    tmp_path: Path, store: JsonLines[Any], kind: str, damage: bytes, line: int
) -> None:
    """What it held may have been a revocation or a recall; the finding says the line, and what follows from it."""
    before = store.path.read_bytes() + b"\n" + damage
    store.path.write_bytes(before)
    with hold_folder(tmp_path, print) as held, pytest.raises(UnreadableError) as fault:
        store.append(held, RECORDS[kind])
    assert [(each.line, each.hint) for each in fault.value.findings] == [(line, store.hint)]
    assert store.path.read_bytes() == before
