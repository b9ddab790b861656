"""nginx, tuned: one worker, sendfile, open files remembered, nothing logged. It sends our bytes with our headers."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tests.bench.servers import Reply
from tests.nginx import SCRATCH

_OWN: Final = {"content-type", "content-length"}  # nginx makes them itself

_CONFIGURATION: Final = f"""\
{{user}}worker_processes 1; daemon off; pid {{folder}}/nginx.pid; error_log stderr warn;
events {{{{ worker_connections 512; }}}}
http {{{{
  access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; etag off; server_tokens off;
  keepalive_timeout 65; keepalive_requests 100000000;
  open_file_cache max=100 inactive=600s; open_file_cache_valid 600s;
{SCRATCH}
  server {{{{ listen 127.0.0.1:{{port}}; {{locations}} }}}}
}}}}
"""


def write_configuration(folder: Path, port: int, replies: Mapping[str, Reply]) -> Path:
    """A configuration that answers each path with its reply's bytes and headers, in a folder of its own."""
    folder.mkdir()
    locations = []
    for number, (path, reply) in enumerate(replies.items()):
        body = folder / f"body-{number}"
        body.write_bytes(reply.body)
        kind = f"types {{ }} default_type {_quote(dict(reply.headers)['content-type'])};"
        headers = [f"add_header {name} {_quote(value)};" for name, value in reply.headers if name not in _OWN]
        # nginx would add the file's date, which ours has no counterpart for.
        headers.append('add_header last-modified "";')
        locations.append(f"location = {path} {{ alias {body}; {kind} {' '.join(headers)} }}")
    # Else root's nginx gives its worker to a user who may not read the folder.
    user = "user root; " if os.geteuid() == 0 else ""
    text = _CONFIGURATION.format(user=user, folder=folder, port=port, locations="\n".join(locations))
    (folder / "nginx.conf").write_text(text)
    return folder / "nginx.conf"


def _quote(value: str) -> str:
    """A value as nginx reads it. It knows no escape for a dollar, and none of our headers has one."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
