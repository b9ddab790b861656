"""What is an address that people follow, and what only looks like one."""

from __future__ import annotations

import pytest

from api.model.addresses import is_mailbox


@pytest.mark.parametrize("text", ["ana@made-up.example", "a.b+c@x.made-up.example"])
def test_a_mailbox_is_one_address(text: str) -> None:
    """Of a person, at a host with a name."""
    assert is_mailbox(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ana <ana@made-up.example>",
        "ana@made-up.example,ben@made-up.example",
        "ana@made-up.example?bcc=x@made-up.example",
        "ana@localhost",
        "ana",
        "ana@made-up.example\n",
        "https://ana@made-up.example/",
    ],
)
def test_whatever_is_more_than_a_mailbox_is_none(text: str) -> None:
    """A name, a second address, a parameter of a link, a line end."""
    assert not is_mailbox(text)
