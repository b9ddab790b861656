"""Every check that lies in the folder runs, says what it is for, and finds exactly what its cases say."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest

from api import checks
from api.checks.explain import EXPLANATIONS
from api.checks.languages import find_language
from api.checks.rule import Case, CatalogRule, Pair, Rule
from api.checks.rules import CATALOG_RULES, RULES
from api.model.findings import Code
from api.model.identifiers import LocaleTag

FRAME = {"cues", "explain", "languages", "meaning", "report", "rule", "rules", "text"}
MODULES = [module.name for module in pkgutil.iter_modules(checks.__path__) if module.name not in FRAME]
CASES = [(rule, case) for rule in RULES for case in rule.cases]


def test_there_are_checks() -> None:
    """The walk below walks over something."""
    assert {"markup", "numbers", "negation"} <= set(MODULES)


@pytest.mark.parametrize("name", MODULES)
def test_each_module_of_checks_is_listed_and_explained(name: str) -> None:
    """A rule that nobody listed would never run; each is listed once, under its module's name, and has a docstring."""
    module = importlib.import_module(f"api.checks.{name}")
    everything: list[Rule | CatalogRule] = [*RULES, *CATALOG_RULES]
    listed = [rule for rule in everything if inspect.getmodule(rule.find) is module]
    assert [name] == [rule.code for rule in listed]
    assert inspect.getdoc(module)
    assert inspect.getdoc(listed[0].find)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_each_rule_shows_what_it_finds_and_what_not(rule: Rule) -> None:
    """At least three cases of each, in more than one language; its words are sentences, its title is none."""
    wrong = [case for case in rule.cases if case.offsets]
    assert min(len(wrong), len(rule.cases) - len(wrong)) >= 3
    assert len({case.locale for case in rule.cases}) > 1
    assert rule.why.endswith(".")
    assert not rule.title.endswith(".")
    assert rule.reference


@pytest.mark.parametrize(("rule", "case"), CASES, ids=[f"{rule.code}-{index}" for index, (rule, _) in enumerate(CASES)])
def test_a_rule_finds_what_its_cases_say(rule: Rule, case: Case) -> None:
    """Each fault at its character, none elsewhere; every fault says what to do."""
    pair = Pair(
        msgctxt="risks/leak",
        kind=case.kind,
        msgid=case.msgid,
        msgstr=case.msgstr,
        language=find_language(LocaleTag(case.locale)),
        glossary=case.glossary,
    )
    faults = list(rule.find(pair))
    assert case.offsets == tuple(fault.offset for fault in faults)
    assert all(len(fault.message) > 20 for fault in faults)


def test_every_code_is_explained() -> None:
    """What can be found can be explained."""
    assert set(Code) == set(EXPLANATIONS)
    assert all(each.title and each.why for each in EXPLANATIONS.values())


def test_what_a_comment_may_allow_is_a_closed_list() -> None:
    """Where a rule can be mistaken. None of them is about a text that looks like another than it is, or would be shown broken."""
    allowable = {rule.code for rule in RULES if rule.allowable}
    allowable |= {rule.code for rule in CATALOG_RULES if rule.allowable}
    assert allowable == {
        "numbers", "units", "contact", "script", "han", "untranslated", "spaces", "brackets", "end", "length", "glossary",
        "negation", "hedge", "repeated", "inconsistent",
    }  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_no_rule_imports_another_for_a_helper(name: str) -> None:
    """What several rules need is in `text`: a rule can be read, changed and deleted alone."""
    source = Path(checks.__path__[0], f"{name}.py").read_text(encoding="utf-8")
    imported = {
        f"{each.module}.{alias.name}" if isinstance(each, ast.ImportFrom) else alias.name
        for each in ast.walk(ast.parse(source))
        if isinstance(each, ast.Import | ast.ImportFrom)
        for alias in each.names
    }
    assert [each for each in imported if any(f"{each}.".startswith(f"api.checks.{rule}.") for rule in MODULES)] == []
