"""The table: what is made once, and what is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.model.vetting import Policy
from api.release.load import load_release
from api.web.assemble import assemble_table
from tests.builders import SHIPPED

if TYPE_CHECKING:
    from tests.asgi import Door

RISKS = "/v1/topics/vertebroplasty/sections/risks"


def test_an_answer_is_put_together_once(door: Door) -> None:
    """Asked for again, it is the very same, at a representation's own URL and where a resource chooses it."""
    for path in (f"{RISKS}/es.json", RISKS):
        target = door.board.table.get(path)
        assert target is not None
        for headers in ({}, {b"accept-encoding": b"br"}, {b"accept-encoding": b"gzip;q=0.5"}):
            assert target.find(b"", headers) is target.find(b"", headers)
        assert target.find(b"", {}) is not target.find(b"", {b"accept-encoding": b"br"})


def test_formats_that_share_their_bytes_share_them_in_memory(door: Door) -> None:
    """Without stand-ins most formats are the same, and are compressed and held once."""
    targets = [door.board.table.get(f"{RISKS}/es{exact}.md") for exact in ("", ".exact")]
    bodies = [target.find(b"", {b"accept-encoding": b"br"}).body["body"] for target in targets if target]

    assert bodies[0] is bodies[1]


def test_uncompressed_a_table_answers_alike(door: Door) -> None:
    """The table that a server starts with has the same bodies, in the identity coding alone."""
    plain = assemble_table(load_release(SHIPPED, Policy.DRAFTS), compress=False)

    assert plain.paths == door.board.table.paths
    for path in plain.paths:
        first, whole = plain.get(path), door.board.table.get(path)
        assert first is not None
        assert whole is not None
        answer = first.find(b"", {b"accept-encoding": b"br"})
        assert answer.body == whole.find(b"", {}).body
        assert b"content-encoding" not in dict(answer.start["headers"])
