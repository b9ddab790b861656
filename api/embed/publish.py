"""`python -m api.embed.publish`: publishes the component as it stands, so that partners can pin it.

It adds a file to `published/` and a line to its list, and changes or removes nothing. Commit both, and take the new name and
integrity value into the README beside this file; it is served from the next start on.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec

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


def publish(folder: Path, listed: tuple[Bundle, ...], body: bytes, day: str) -> str | None:
    """Write the body into the folder under its name, and add it to the list. None: it was published before."""
    entry = Bundle(hash=hash_bundle(body), date=day)
    if entry.hash in {each.hash for each in listed}:
        return None
    name = name_bundle(entry.hash)
    (folder / name).write_bytes(body)
    lines = ",\n".join(f"  {msgspec.json.encode(each).decode()}" for each in (*listed, entry))
    (folder / LIST).write_text(f"[\n{lines}\n]\n", encoding="utf-8")
    return name


def publish_component() -> None:
    """Publish `component.js`, and say what partners write."""
    name = publish(Path(str(PUBLISHED)), read_bundles(), COMPONENT, datetime.now(tz=UTC).date().isoformat())
    print(f"published {name}" if name else "component.js is published already")
    print(f'integrity="{compute_integrity(COMPONENT)}"')


if __name__ == "__main__":
    publish_component()
