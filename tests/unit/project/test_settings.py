"""Settings: option, else variable, else default; what makes no sense is named."""

from __future__ import annotations

from pathlib import Path

import pytest

import api
from api.errors import UsageError
from api.model.vetting import Policy
from api.project import settings as module
from api.project.settings import SETTINGS, find_folder, resolve_settings


def test_defaults() -> None:
    """Port 8000 on this machine only, one worker, nothing unsigned."""
    settings = resolve_settings({}, {})

    assert (
        settings.host, settings.port, settings.workers, settings.policy, settings.public_url
    ) == ("127.0.0.1", 8000, 1, Policy.SIGNED, "")  # fmt: skip
    assert settings.folders.content.name == "content"


def test_every_setting_has_a_variable() -> None:
    """Each is read from the environment too."""
    environment = {
        "VERTEBRA_HOST": "0.0.0.0",  # noqa: S104  a name to be read back, not listened on
        "VERTEBRA_PORT": "9000",
        "VERTEBRA_WORKERS": "2",
        "VERTEBRA_DRAFTS": "YES",
        "VERTEBRA_DRAFTS_IN": "",
        "VERTEBRA_CONTENT": "a",
        "VERTEBRA_LOCALES": "b",
        "VERTEBRA_REVIEW_MONTHS": "36",
        "VERTEBRA_CACHE_MEGABYTES": "8",
        "VERTEBRA_PUBLIC_URL": "https://edu.example.org/",
    }
    settings = resolve_settings({}, environment)

    assert {setting.variable for setting in SETTINGS} == set(environment)
    assert (settings.host, settings.port, settings.workers, settings.policy) == ("0.0.0.0", 9000, 2, Policy.DRAFTS)  # noqa: S104
    assert (Path("a"), Path("b")) == (settings.folders.content, settings.folders.locales)
    assert settings.public_url == "https://edu.example.org"


def test_an_option_beats_a_variable_beats_a_default() -> None:
    """In this order; an empty variable counts as unset."""
    assert resolve_settings({"port": "1"}, {"VERTEBRA_PORT": "2"}).port == 1
    assert resolve_settings({"port": None}, {"VERTEBRA_PORT": "2"}).port == 2
    assert resolve_settings({}, {"VERTEBRA_PORT": ""}).port == 8000


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "0"),
        ("port", "65536"),
        ("port", "x"),
        ("port", "-1"),
        ("port", "٣"),
        ("workers", "0"),
        ("workers", "65"),
        ("drafts", "maybe"),
        ("drafts-in", "gu,,ht"),
        ("drafts-in", ","),
        ("drafts-in", "qq"),
        ("drafts-in", "pt_BR"),
        ("drafts-in", "en"),
        ("public-url", "edu.example.org"),
        ("public-url", "ftp://edu.example.org"),
        ("public-url", "https://user@edu.example.org"),
        ("public-url", "https://edu.example.org/?x"),
        ("public-url", "https://"),
        ("public-url", "https://edu.example.org/api"),
        ("public-url", "https://edu.example.org:abc"),
        ("port", "9" * 5000),
    ],
)
def test_nonsense_is_named(name: str, value: str) -> None:
    """The message has the option, the variable, what was given and what is legal."""
    with pytest.raises(UsageError) as caught:
        resolve_settings({name: value}, {})

    variable = f"VERTEBRA_{name.upper().replace('-', '_')}"
    assert str(caught.value).startswith(f"--{name} (or {variable}) is {value!r}; it takes ")


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("gu", "drafts-in gu"),
        ("ht,gu", "drafts-in gu,ht"),
        ("gu, ht ,gu", "drafts-in gu,ht"),
        ("zh-Hant", "drafts-in zh-Hant"),
        ("de", "drafts-in de"),
    ],
)
def test_drafts_are_shown_in_the_locales_that_are_named(given: str, name: str) -> None:
    """By option or variable; equal lists are one policy."""
    by_option = resolve_settings({"drafts-in": given}, {}).policy
    by_variable = resolve_settings({}, {"VERTEBRA_DRAFTS_IN": given}).policy

    assert name == str(by_option) == str(by_variable)


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("gujarati", "gu"),
        ("gu,ES", "es"),
        ("pt_BR", "pt-BR"),
        ("tl", "fil"),
        ("zh", "zh-Hans"),
        ("pt", "pt-BR"),
        ("Kreyol", "ht"),
        ("chinese", "zh-Hans or zh-Hant"),
    ],
)
def test_an_unknown_tag_is_told_which_is_meant(given: str, meant: str) -> None:
    """Nothing is guessed: the operator writes it."""
    with pytest.raises(UsageError, match=f"do you mean {meant}\\?$"):
        resolve_settings({"drafts-in": given}, {})


def test_drafts_of_all_and_of_some_are_not_asked_for_at_once() -> None:
    """Which was meant is not guessed, wherever each was said."""
    for options, environment in (
        ({"drafts": "yes", "drafts-in": "gu"}, {}),
        ({"drafts-in": "gu"}, {"VERTEBRA_DRAFTS": "1"}),
        ({"drafts": "yes"}, {"VERTEBRA_DRAFTS_IN": "gu"}),
    ):
        with pytest.raises(UsageError, match=r"--drafts .* and --drafts-in .* leave one of them out"):
            resolve_settings(options, environment)


def test_folders_are_the_working_folders_then_the_packaged_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given; else in the working folder; else in the wheel; else beside the package, as in a checkout."""
    monkeypatch.chdir(tmp_path)
    checkout = Path(module.__file__).parents[2]

    assert find_folder("content", "given") == Path("given")
    assert find_folder("content", "") == checkout / "content"

    package = tmp_path / "site" / "api"
    (package / "packaged" / "content").mkdir(parents=True)
    monkeypatch.setattr(api, "__file__", str(package / "__init__.py"))
    assert find_folder("content", "") == package / "packaged" / "content"

    (tmp_path / "content").mkdir()
    assert find_folder("content", "") == Path("content")
