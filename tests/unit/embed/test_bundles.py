"""What partners load: small, as it was reviewed, and for those who pin it the same for ever."""

from __future__ import annotations

import hashlib
import subprocess
from base64 import b64encode
from pathlib import Path

import brotli
import pytest

from api.embed.bundles import (
    COMPONENT,
    LIST,
    PUBLISHED,
    Bundle,
    compute_integrity,
    hash_bundle,
    name_bundle,
    read_bundles,
)
from api.embed.publish import publish
from api.web import documents
from tests.asgi import Door
from tests.builders import ROOT

IN_GIT = "api/embed/published"
RESTORE = (
    "Partners pin {name} by its integrity value: changed or gone, it is gone from their pages. Bring it back "
    f"(git checkout <commit> -- {IN_GIT}/{{name}}); what is new is published beside it: python -m api.embed.publish"
)
NEVER_RELEASED = {"vertebra-b93df27c5b70d91a.js", "vertebra-f11a3b26e587e31a.js"}
"""Published while nothing was released, for an API that nobody met."""

LIMIT = 5000


def test_an_integrity_value_is_what_browsers_compute() -> None:
    """SHA-384 in base64, of the bytes; the hash in the name is of the same bytes."""
    assert compute_integrity(b"alert(1)\n") == "sha384-" + b64encode(hashlib.sha384(b"alert(1)\n").digest()).decode()
    assert hash_bundle(b"") == "e3b0c44298fc1c14"


def test_the_component_is_small(door: Door) -> None:
    """At most 5 KB on the wire, as it is served to a browser."""
    reply = door.ask("/assets/v1/vertebra.js", accept_encoding="gzip, deflate, br, zstd")

    assert reply.headers["content-encoding"] == "br"
    assert len(reply.body) <= LIMIT
    assert brotli.decompress(reply.body) == COMPONENT


def test_the_component_is_served_as_it_was_written() -> None:
    """But for its comments: the licence comes first, then the source, to its last line."""
    source = (ROOT / "api" / "embed" / "component.js").read_bytes()
    licence, _, rest = source.partition(b"\n\n")
    lines = rest.partition(b"*/\n\n")[2].splitlines(keepends=True)

    assert licence.startswith(b"/*! <vertebra-education>, from Vertebra, under the MIT licence.")
    assert licence + b"\n\n" + b"".join(line for line in lines if not line.lstrip().startswith(b"// ")) == COMPONENT
    assert b"import " not in COMPONENT
    assert not [
        word for word in (b"innerHTML", b'setAttribute("style', b"Storage", b"cookie", b"eval") if word in COMPONENT
    ]


def test_a_published_bundle_stays_as_it_is() -> None:
    """Its name is its content's hash; all are listed once, in the order of their dates, and nothing else lies there."""
    listed = read_bundles()

    for entry in listed:
        file, told = PUBLISHED.joinpath(name_bundle(entry.hash)), RESTORE.format(name=name_bundle(entry.hash))
        assert file.is_file(), told
        assert hash_bundle(file.read_bytes()) == entry.hash, told
    assert sorted(listed, key=lambda entry: entry.date) == list(listed)
    assert sorted(name_bundle(entry.hash) for entry in listed) == sorted(
        each.name for each in PUBLISHED.iterdir() if each.name != LIST
    )


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only git knows what was published once")
def test_no_published_bundle_vanished() -> None:
    """Not even together with its line in the list: what git's history has, the folder has."""
    command = ["git", "log", "--diff-filter=A", "--format=", "--name-only", "--", f"{IN_GIT}/*.js"]
    once = set(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split())
    gone = {path.rpartition("/")[2] for path in once} - {each.name for each in PUBLISHED.iterdir()} - NEVER_RELEASED

    assert gone == set(), [RESTORE.format(name=name) for name in gone]


def test_a_published_bundle_is_served_to_be_kept(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    """A year, under its own name; what follows us is asked for again."""
    file = "vertebra-0123456789abcdef.js"
    monkeypatch.setattr(documents, "_list_bundles", lambda: {file: b"one"})
    pinned, evergreen = (Door(door.current).ask(f"/assets/v1/{each}") for each in (file, "vertebra.js"))

    assert (pinned.status, pinned.body) == (200, b"one")
    assert pinned.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert (evergreen.status, evergreen.body) == (200, COMPONENT)


def test_the_component_is_served_to_be_asked_for_again(door: Door) -> None:
    """Under one name that follows us, so not for long; another name is none."""
    reply = door.ask("/assets/v1/vertebra.js")

    assert reply.headers["cache-control"].startswith("public, max-age=300,")
    assert "immutable" not in reply.headers["cache-control"]
    assert reply.headers["cross-origin-resource-policy"] == "cross-origin"
    assert door.ask("/assets/v1/vertebra-0000000000000000.js").status == 404
    assert door.ask("/assets/v1/component.js").status == 404


def test_publishing_adds_and_changes_nothing(tmp_path: Path) -> None:
    """A file and a line of the list; what was published before is not published again."""
    first = publish(tmp_path, (), b"one", "2026-01-01")
    listed = (Bundle(hash=hash_bundle(b"one"), date="2026-01-01"),)
    second = publish(tmp_path, listed, b"two", "2026-02-01")

    assert (first, second) == (f"vertebra-{hash_bundle(b'one')}.js", f"vertebra-{hash_bundle(b'two')}.js")
    assert publish(tmp_path, listed, b"one", "2026-03-01") is None
    assert (tmp_path / str(first)).read_bytes() == b"one"
    assert (tmp_path / LIST).read_text() == (
        '[\n  {"hash":"7692c3ad3540bb80","date":"2026-01-01"},\n  {"hash":"3fc4ccfe745870e2","date":"2026-02-01"}\n]\n'
    )
