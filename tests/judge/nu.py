"""The Nu HTML checker (npm's vnu-jar): judges a folder of pages in one run of Java."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from tests.builders import ROOT

JAR: Final = ROOT / ".judge" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"


class Verdict(Struct, frozen=True):
    """Something that the checker has against a page: an error, or a warning."""

    page: str
    kind: str
    message: str
    excerpt: str


def judge_pages(pages: Mapping[str, str], folder: Path) -> list[Verdict]:
    """What the checker has against these whole pages, each by a name. They are written into the folder, which is empty."""
    java = shutil.which("java")
    assert java, "there is no java; `make nu` installs it"
    assert JAR.is_file(), "there is no Nu HTML checker; `make nu` installs it"
    names = {}
    for number, (name, html) in enumerate(pages.items()):
        path = folder / f"{number}.html"
        path.write_text(html, encoding="utf-8")
        names[path.as_uri().replace("///", "/")] = name
    command = [java, "-jar", str(JAR), "--format", "json", "--stdout", "--exit-zero-always", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr
    return [
        Verdict(
            page=names[message["url"].replace("///", "/")],
            kind=message.get("subType", message["type"]),
            message=message["message"],
            excerpt=message.get("extract", ""),
        )
        for message in json.loads(done.stdout)["messages"]
    ]
