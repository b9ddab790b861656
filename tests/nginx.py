"""What both nginx configurations of ours have, the bench's and the judges'."""

from __future__ import annotations

from typing import Final

SCRATCH: Final = """\
  client_body_temp_path {folder}/client;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
"""
"""Where it puts what it writes, instead of the system's folders, which are root's."""
