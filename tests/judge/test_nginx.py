"""The recipes for nginx in api/embed/README.md, followed in nginx itself."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from msgspec.structs import replace

from api.model.vetting import Policy, Withdrawal
from api.project.reading import read_project
from api.release.build import build_release
from tests.builders import SHIPPED, free_port
from tests.e2e.guide import STAND_IN, recipe
from tests.e2e.hosting import Site, serving_api
from tests.nginx import SCRATCH

_CONFIGURATION: Final = (
    """\
{user}worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ }}
http {{
  access_log off;
  default_type text/html;
"""
    + SCRATCH
    + """\
  server {{
    listen 127.0.0.1:{port};
    root {folder};
    {recipe}
  }}
}}
"""
)

READER: Final = {"Cookie": "session=1", "Referer": "https://portal.example/patients/7", "Authorization": "Basic eDp5"}
"""What a browser may send to a partner's own server."""


class _StayPut(HTTPRedirectHandler):
    """Follows no redirect, so that a test sees it."""

    def redirect_request(self, *_: object) -> None:
        """Do not go on."""


def ask(address: str) -> tuple[int, str, str]:
    """A reader's request: status, Location, body."""
    try:
        with build_opener(_StayPut).open(Request(address, headers=READER), timeout=10) as reply:
            return reply.status, "", reply.read().decode()
    except HTTPError as refusal:
        return refusal.code, refusal.headers.get("Location", ""), refusal.read().decode()


@contextmanager
def serving_nginx(folder: Path, text: str, api: str) -> Iterator[str]:
    """A partner's nginx with the recipe in it, whose files lie in the folder. Its address."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    assert program, "there is no nginx; `make nginx` installs it"
    port = free_port()
    user = "user root;\n" if os.geteuid() == 0 else ""
    path = folder / "nginx.conf"
    path.write_text(
        _CONFIGURATION.format(user=user, folder=folder, port=port, recipe=text.replace(STAND_IN, api)), encoding="utf-8"
    )
    process = subprocess.Popen([program, "-p", str(folder), "-e", str(folder / "error.log"), "-c", str(path)])
    try:
        wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until somebody listens there."""
    for _ in range(100):
        assert process.poll() is None, "nginx does not take the recipe"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    message = "nginx did not start within 5 seconds"
    raise TimeoutError(message)


def write_site(folder: Path) -> None:
    """A partner's page that includes the text, and what stands in its place where there is none."""
    (folder / "treatments").mkdir()
    include = recipe("On your server", "html")
    (folder / "treatments" / "spine.html").write_text(f"<h1>Spine</h1>\n{include}<p>Call us.</p>\n", encoding="utf-8")
    (folder / "ask-us.html").write_text("<p>Ask us about the risks.</p>\n", encoding="utf-8")


def test_an_include_has_the_text_and_every_notice(tmp_path: Path, api: Site) -> None:
    """In the middle of the partner's page; nothing of the reader's reaches us."""
    write_site(tmp_path)
    api.asked.clear()
    with serving_nginx(tmp_path, recipe("On your server", "nginx"), api.address) as partner:
        status, _, html = ask(f"{partner}/treatments/spine.html")
        expected = ask(f"{api.address}/v1/topics/vertebroplasty/sections/risks/es.html")[2]

    assert status == 200
    assert html == f"<h1>Spine</h1>\n{expected}\n<p>Call us.</p>\n"
    assert 'role="note"' in html
    assert set(api.asked[0].headers) == {"host", "connection"}


def test_an_include_shows_no_refusal_to_a_patient(tmp_path: Path) -> None:
    """Withheld, withdrawn, or out of reach: the partner's own words stand in the page, and no word of a problem."""
    write_site(tmp_path)
    project = read_project(SHIPPED)
    gone = replace(project, withdrawals=(Withdrawal(topic="vertebroplasty", section=None),))  # type: ignore[arg-type]
    for release in (build_release(project, Policy.SIGNED), build_release(gone, Policy.DRAFTS)):
        with serving_api(release) as api:
            with serving_nginx(tmp_path, recipe("On your server", "nginx"), api.address) as partner:
                status, _, html = ask(f"{partner}/treatments/spine.html")
            assert len(api.asked) == 1
        assert (status, html) == (200, "<h1>Spine</h1>\n<p>Ask us about the risks.</p>\n\n<p>Call us.</p>\n")
    with serving_nginx(tmp_path, recipe("On your server", "nginx"), f"http://127.0.0.1:{free_port()}") as partner:
        assert ask(f"{partner}/treatments/spine.html")[2] == html


def test_a_portal_passes_requests_on_without_the_patients_session(tmp_path: Path, api: Site) -> None:
    """What the element asks for, and the pages that it links to; those link to each other by paths of ours."""
    api.asked.clear()
    with serving_nginx(tmp_path, recipe("A portal with a strict policy", "nginx"), api.address) as portal:
        topic = ask(f"{portal}/education/v1/topics/vertebroplasty?lang=es")
        page = ask(f"{portal}/education/read/vertebroplasty/es")
        other = ask(f"{portal}/read/vertebroplasty/pl")

    assert (topic[0], '"locale":"es"' in topic[2]) == (200, True)
    assert (page[0], 'href="/read/vertebroplasty/pl"' in page[2]) == (200, True)
    assert other[:2] == (302, f"{portal}/education/read/vertebroplasty/pl")
    assert [each.target for each in api.asked] == ["/v1/topics/vertebroplasty?lang=es", "/read/vertebroplasty/es"]
    assert not {"cookie", "referer", "authorization"} & {name for each in api.asked for name in each.headers}
