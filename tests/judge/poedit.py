"""Debian's Poedit, worked as a person does: by its window, mouse and keys, on a screen that nobody sees."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_PROGRAMS: Final = ("Xvfb", "openbox", "xclip", "xdotool", "poedit")
_PATIENCE: Final = 30
"""Seconds until a window has to be there, or a file saved."""

_TRIES: Final = 3
"""Times that a busy machine may lose a click."""


@contextmanager
def opening_screen(home: Path) -> Iterator[dict[str, str]]:
    """A screen with a window manager. Gives the environment of its programs, whose settings and memory lie in `home`."""
    for program in _PROGRAMS:
        assert shutil.which(program), f"there is no {program}; `make poedit` installs it"
    reading, writing = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x900x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as told:
        number = told.readline().strip()
    assert number, "Xvfb did not start"
    environment = {**os.environ, "DISPLAY": f":{number}", "HOME": str(home), "LANG": "C.UTF-8", "NO_AT_BRIDGE": "1"}
    environment |= {f"XDG_{kind}_HOME": str(home / kind.lower()) for kind in ("CONFIG", "DATA", "CACHE")}
    manager = subprocess.Popen(["openbox"], env=environment, stderr=subprocess.DEVNULL)
    try:
        yield environment
    finally:
        for process in (manager, screen):
            process.terminate()
            process.wait(_PATIENCE)


def add_to_first_text(path: Path, words: str, environment: dict[str, str]) -> None:
    """Open the file, write the words at the end of its first translation, and save."""

    def press(*command: str) -> str:
        done = subprocess.run(
            ["xdotool", *command], env=environment, capture_output=True, text=True, timeout=_PATIENCE, check=True
        )
        return done.stdout

    with subprocess.Popen(["poedit", path], env=environment, stderr=subprocess.DEVNULL) as editor:
        try:
            (window, *_) = press("search", "--sync", "--onlyvisible", "--name", f"{path.name}.*Poedit").split()
            press("windowactivate", "--sync", window)
            geometry = dict(line.split("=") for line in press("getwindowgeometry", "--shell", window).split())
            # The translation's box is the lowest on the left.
            place = (str(int(geometry["WIDTH"]) // 3), str(int(geometry["HEIGHT"]) - 80))
            for _ in range(_TRIES):
                press("mousemove", "--window", window, *place, "click", "1", "key", "ctrl+End")
                # By the clipboard: keys exist for few of the world's letters.
                subprocess.run(
                    ["xclip", "-selection", "clipboard"],
                    input=words,
                    env=environment,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                    text=True,
                    check=True,
                )
                press("key", "ctrl+v")
                if _save(path, words, lambda: press("key", "ctrl+s")):
                    return
            message = "Poedit saved nothing that was written"
            raise AssertionError(message)
        finally:
            editor.terminate()


def _save(path: Path, words: str, press_save: Callable[[], object]) -> bool:
    """Save until the words are in the file; False where they do not come."""
    before = path.read_text(encoding="utf-8").count(words)
    deadline = time.monotonic() + _PATIENCE / _TRIES
    while time.monotonic() < deadline:
        time.sleep(0.5)
        press_save()
        time.sleep(0.5)
        if path.read_text(encoding="utf-8").count(words) > before:
            return True
    return False
