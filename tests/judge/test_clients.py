"""Clients that others' generators make of our OpenAPI document: typed without a gap, and true of what is answered."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from api.model.vetting import Policy
from api.project.reading import read_project
from api.release.build import build_release
from tests.asgi import Door, open_door
from tests.builders import ROOT, SHIPPED
from tests.staff import sign_off

JUDGE: Final = ROOT / ".judge"
PYTHON: Final = JUDGE / "venv" / "bin"
MODULES: Final = JUDGE / "node_modules"
RISKS: Final = "/v1/topics/vertebroplasty/sections/risks"

READ_BACK: Final = """
import json, sys
import client.models
for shape, answer in json.load(open(sys.argv[1])):
    assert getattr(client.models, shape).from_dict(answer).to_dict() == answer, shape
"""

USE: Final = """
import createClient from "openapi-fetch";
import type { paths } from "./api";

const client = createClient<paths>({ baseUrl: "https://edu.example.org" });

export async function show(): Promise<string> {
  const { data, error } = await client.GET("/v1/topics/{topic}/sections/{section}", {
    params: { path: { topic: "vertebroplasty", section: "risks" }, query: { lang: "es" } },
  });
  if (error) return error.next;
  const texts = data.blocks.map((block) => (block.type === "list" ? block.items.map((item) => item.text).join() : block.text));
  const { data: spanish } = await client.GET("/v1/topics/{topic}/sections/{section}/{locale}.json", {
    params: { path: { topic: "vertebroplasty", section: "risks", locale: "es" } },
  });
  return data.title.text + (data.fallback?.reason ?? "") + texts.join() + (spanish?.html ?? "");
}
"""


def run(*command: str, folder: Path) -> None:
    """Run a generator or a checker of types; what it says is the complaint."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def folder(door: Door, tmp_path: Path) -> Path:
    """A folder with the document."""
    (tmp_path / "openapi.json").write_bytes(door.ask("/openapi.json").body)
    return tmp_path


def test_a_python_client_is_typed_and_reads_what_is_answered(door: Door, folder: Path) -> None:
    """openapi-python-client's passes mypy --strict, and gives back a draft, a stand-in, a refusal, a topic and a list as they came."""
    assert (PYTHON / "openapi-python-client").is_file(), "there is no openapi-python-client; `make clients` installs it"
    # The generated code as it is: what tidies it up changes with each of its releases.
    (folder / "config.yml").write_text("post_hooks: []\n")
    options = ("--path", "openapi.json", "--output-path", "client", "--meta", "none", "--config", "config.yml")
    run(str(PYTHON / "openapi-python-client"), "generate", *options, folder=folder)
    run(
        sys.executable, "-m", "mypy", "--strict", "--python-executable", str(PYTHON / "python"), "client", folder=folder
    )

    project = read_project(SHIPPED)
    signed = open_door(build_release(sign_off(project, "en"), Policy.SIGNED))
    refusing = open_door(build_release(project, Policy.SIGNED))
    answers = [
        ("Section", door.ask(f"{RISKS}/ar.json").json),
        ("Section", signed.ask(f"{RISKS}/es.json").json),
        ("Problem", refusing.ask(f"{RISKS}/es.json").json),
        ("Topic", door.ask("/v1/topics/vertebroplasty/es.json").json),
        ("ListedLocales", door.ask("/v1/locales").json),
    ]
    (folder / "answers.json").write_text(json.dumps(answers))
    (folder / "read_back.py").write_text(READ_BACK)
    run(str(PYTHON / "python"), "read_back.py", "answers.json", folder=folder)


def test_a_typescript_client_needs_no_type_argument(folder: Path) -> None:
    """openapi-typescript's types let openapi-fetch know what each address answers, problems too, and which block is which."""
    assert (MODULES / "openapi-typescript").is_dir(), "there is no openapi-typescript; `make clients` installs it"
    (folder / "node_modules").symlink_to(MODULES)
    (folder / "use.ts").write_text(USE)
    run("node", str(MODULES / "openapi-typescript" / "bin" / "cli.js"), "openapi.json", "-o", "api.d.ts", folder=folder)
    options = (
        "--noEmit",
        "--strict",
        "--skipLibCheck",
        "--module",
        "esnext",
        "--moduleResolution",
        "bundler",
        "--target",
        "es2022",
    )
    run("node", str(MODULES / "typescript" / "bin" / "tsc"), *options, "use.ts", folder=folder)
