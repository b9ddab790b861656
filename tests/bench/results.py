"""What a run measured, as `.bench/result.json` has it: every sample, the medians, the goals."""

from __future__ import annotations

from msgspec import Struct

from tests.bench.load import Sample
from tests.bench.servers import Memory
from tests.bench.subjects import ServerName
from tests.bench.tools import Cores


class Options(Struct, frozen=True):
    """How long to measure."""

    rounds: int
    seconds: int
    """Of each sample."""

    starts: int


class Setting(Struct, frozen=True):
    """Where and with what it was measured."""

    date: str
    system: str
    processor: str
    cores: Cores
    connections: int
    options: Options
    versions: dict[str, str]
    peer_versions: dict[str, str]
    locales: tuple[str, ...]
    copies: tuple[str, ...]
    """The locales that are copies of the Spanish one."""


class Measured(Struct, frozen=True):
    """One sample of a subject."""

    load: Sample
    cpu: float
    """Microseconds of the server's core, a request."""

    others: float
    """The share of a core that others used meanwhile."""


class Figures(Struct, frozen=True):
    """A subject's medians, and what they are of."""

    name: str
    body: int
    """Bytes."""

    rate: float
    p50: float
    p99: float
    cpu: float
    busy: float
    samples: tuple[Measured, ...]


class Ratio(Struct, frozen=True):
    """A pair's ratio of requests a second: the median over rounds, and the rounds."""

    subject: str
    control: str
    goal: float | None
    ratio: float
    rounds: tuple[float, ...]
    by_cpu: float
    """The same of requests a second of the server's core: it holds where the load generator is the limit."""

    quiet: int
    """How many of the rounds others left alone."""


class Start(Struct, frozen=True):
    """Seconds from the start of a process to its first 200."""

    name: str
    median: float
    samples: tuple[float, ...]
    quiet: int


class Goal(Struct, frozen=True):
    """What issue and measurement say."""

    what: str
    measured: float
    limit: float
    at_least: bool
    """Whether the limit is the least (else the most) that is good."""

    unit: str
    met: bool


class Result(Struct, frozen=True):
    """All of it."""

    setting: Setting
    subjects: tuple[Figures, ...]
    pairs: tuple[Ratio, ...]
    starts: tuple[Start, ...]
    memory: dict[ServerName, Memory]
    goals: tuple[Goal, ...]
