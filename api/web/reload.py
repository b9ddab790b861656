"""Watches the files, and replaces what is served when they change.

Rules
1. A change is served within a second; it is swapped in as a whole, between two requests.
2. A broken catalog acts as at the start: its locale becomes stand-ins. Only unreadable content/ keeps the last good
   release, and `/health` then says `degraded`. Withdrawals, ledgers and reviewers act on that release too.
3. A signature that is dated ahead is judged anew when its time has come, though no file changes then.
4. One worker reads for all; the others take what it made. Another reads on when that one dies.
5. Nothing that a file holds can end the watching. What nobody foresaw is as unreadable content, and said to be: as much as can be
   read still acts, and `/health` is not ok.
"""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from api.errors import SourceError
from api.model.findings import Code, Finding
from api.project.reading import fingerprint, judge_again
from api.project.settings import Settings
from api.release.build import build_release, load_release
from api.release.model import Release
from api.web.served import Current, Served
from api.web.sharing import MadeRelease, SharedFile

INTERVAL: Final = 0.4
"""Seconds between two looks at the files. Each look takes turns with the requests, so there are not many."""

REST: Final = 0.1
"""Seconds in which a save comes to rest: it is picked up when two looks this far apart see the same."""


RETRY: Final = timedelta(seconds=5)
"""After which what failed for a reason that nobody foresaw is tried again, though no file changes."""

_STILL: Final = "content/ cannot be read, so the last good release is still served; correct the above"


class Reloader:
    """Keeps what is served in step with the files."""

    def __init__(
        self, current: Current, read: int, settings: Settings, shared: SharedFile, say: Callable[[str], None]
    ) -> None:
        """`read` is the fingerprint of the files before they were read for what is served now.

        `say` tells the operator what became of a change.
        """
        self._current = current
        self._shared = shared
        self._settings = settings
        self._retry: datetime | None = None
        self._say = say
        self._stop = threading.Event()
        self._served = read
        self._seen = read

    def catch_up(self) -> None:
        """Serve what the files hold now: a worker that replaces another begins with what the first one began with."""
        if not self._shared.is_reader():
            self._take()
            return
        seen = fingerprint(self._settings.folders)
        if seen != self._served:
            self._reload(seen)

    def look(self) -> float:
        """Look once: reload what changed and has come to rest since the last look. Gives the seconds to the next."""
        if not self._shared.is_reader():
            self._take()
            return REST
        seen = fingerprint(self._settings.folders)
        if seen == self._seen and (seen != self._served or self._has_turned()):
            self._reload(seen)
        self._seen = seen
        return INTERVAL if seen == self._served else REST

    def _take(self) -> None:
        """Serve what the worker that reads has made, if that is new."""
        made = self._shared.take()
        if made is not None:
            self._served = self._seen = made.seen
            self._current.served = Served(made.release, made.broken)

    def _serve(self, release: Release, broken: tuple[Finding, ...] = ()) -> None:
        """Serve the release here, and in the other workers."""
        self._current.served = Served(release, broken)
        self._shared.give(MadeRelease(self._served, release, broken))

    def _has_turned(self) -> bool:
        turns = (self._current.served.release.project.judgement.next_turn, self._retry)
        return any(turn is not None and datetime.now(UTC) > turn for turn in turns)

    def _reload(self, seen: int) -> None:
        settings = self._settings
        options = (settings.policy, settings.public_url, settings.review_months)
        # Whatever comes of it, these files were looked at.
        self._served, self._retry = seen, None
        try:
            release = load_release(settings.folders, *options)
        except SourceError as fault:
            self._stay(fault)
        except Exception as fault:  # noqa: BLE001  rule 5
            where = str(settings.folders.content)
            message = f"cannot be served ({type(fault).__name__}: {fault}); take back what was changed last"
            self._retry = datetime.now(UTC) + RETRY
            self._say(traceback.format_exc())
            self._stay(SourceError(Finding(where, 0, 0, "error", Code.CONTENT_FILE, message)))
        else:
            self._serve(release)
            self._say(tell_findings(release.findings))
            self._say(f"reloaded: release {release.id}")

    def _stay(self, fault: SourceError) -> None:
        """Go on with the last good release, less what was taken back since."""
        settings, release = self._settings, self._current.served.release
        # Whatever comes of it, /health says so.
        self._serve(release, fault.findings)
        project = judge_again(release.project, settings.folders)
        release = build_release(project, settings.policy, settings.public_url, settings.review_months)
        self._serve(release, fault.findings)
        told = (str(fault), tell_findings(release.findings), _STILL)
        self._say("\n".join(filter(None, told)))

    def run(self) -> None:
        """Look until told to stop."""
        pause = INTERVAL
        while not self._stop.wait(pause):
            try:
                pause = self.look()
            except Exception:  # noqa: BLE001  rule 5: the next look may fare better, and the operator is told
                pause = INTERVAL
                self._say(traceback.format_exc())

    def start(self) -> None:
        """Watch in a thread of its own for as long as the process lives."""
        threading.Thread(target=self.run, name="vertebra-reload", daemon=True).start()


def tell_findings(findings: tuple[Finding, ...]) -> str:
    """The findings, one a line."""
    return "\n".join(map(str, findings))
