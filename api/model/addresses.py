"""Addresses that people follow: an `https:` URL, or a mailbox. Both are ASCII, so that no two look alike.

Rules
1. A URL names a host, no user in front of it, and holds no character that HTML, a shell or a browser reads as something else.
2. A mailbox is one e-mail address and nothing else: no name, no second one, no parameter.
"""

from __future__ import annotations

import re
from typing import Final

_HOST: Final = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9-]{2,63}"
_HTTPS: Final = re.compile(rf"https://{_HOST}(?::[0-9]{{1,5}})?(?:[/?#][A-Za-z0-9._~:/?#\[\]@!$&()*+,;=%-]*)?")
_MAILBOX: Final = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{_HOST}")


def is_https(text: str) -> bool:
    """Whether the text is one absolute `https:` URL and nothing else."""
    return _HTTPS.fullmatch(text) is not None


def is_mailbox(text: str) -> bool:
    """Whether the text is one e-mail address and nothing else."""
    return _MAILBOX.fullmatch(text) is not None
