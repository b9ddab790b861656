"""The header fields by which a mail says that no person sent it to us.

Rules
1. There is one standard (RFC 3834) and there are decades of habits: a machine's mail is told by any of them, however it is spelt.
2. Names are compared without hyphens and case, values without hyphens and underscores: `X-Auto-Reply` is `X-Autoreply`.
3. What came through a list is nobody's own answer, for anybody may write to one; what is marked as a draft was perhaps never sent.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from email.message import Message

_ANY: Final = ".*"
_FIELDS: Final = tuple(
    (re.compile(names), re.compile(values))
    for names, values in (
        # Exchange asks, in what people write, that no machine answer: X-Auto-Response-Suppress says nothing of the sender.
        (
            r"(?!.*suppress).*auto(?:matic)?(?:forward|generated|repl|respon|sent|submitted).*",
            r"(?!(?:no|false|0)(?:[ ;(]|$)).*",
        ),
        (r"x?(?:precedence|preference)", r"(?:autoreply|bulk|junk|list)(?:[ ;(].*)?"),
        (r"returnpath|x?envelopefrom", r"<? ?(?:mailerdaemon.*)?>?"),
        (r"xmailer|xpostmessageclass", r".*(?:autorepl|autorespon|vacation).*"),
        (r"deliveredto", r"autoresponder"),
        (r"xamazonmailrelaytype", r"notification"),
        (r"contenttype", r"multipart/report\b.*"),
        (r"contentclass", r"urn:contentclasses:(?:dsn|mdn)"),
        (r"feedbackid|x(?:cronenv|failedrecipients|fcmachinegenerated|ooo|outofoffice|vacation.*)", _ANY),
        (r"xmsexchange(?:generatedmessagesource|inboxrulesloop|messageisndr)", _ANY),
        (r"list.*|mailinglist|x(?:mailing)?list(?:host|id|name|serve?r?)?|xml(?:count|info|name|server)", _ANY),
        (r"x(?:beenthere|googlegroupid|googleloop|loops?|mailmanversion)", _ANY),
        (r"xunsent", r"1"),
        (r"xmozilladraftinfo", _ANY),
    )
)


def find_automatic_field(message: Message) -> str | None:
    """Find the name of the first such field; None where a person may have sent the mail."""
    for name, raw in message.raw_items():
        key, value = name.lower().replace("-", ""), " ".join(re.sub("[-_]", "", str(raw)).lower().split())
        if any(names.fullmatch(key) and values.fullmatch(value) for names, values in _FIELDS):
            return name
    return None
