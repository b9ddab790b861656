"""The OpenAPI document is valid, complete, and true of what is served."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.strategies import from_regex
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from api.model.vetting import Policy
from api.release.build import load_release
from api.representations.formats import FORMATS
from api.web.app import HANDLERS
from api.web.openapi import LANG
from tests.asgi import Door, open_door
from tests.builders import ROOT, SHIPPED, SIXTEEN


@pytest.fixture(scope="module")
def document(wide_door: Door) -> Any:
    """The document as served."""
    return wide_door.ask("/openapi.json").json


def validator(document: Any, name: str) -> Draft202012Validator:
    """A validator of the named schema."""
    return Draft202012Validator({"$ref": f"#/components/schemas/{name}", "components": document["components"]})


def fill(template: str, document: Any) -> str:
    """The template with each parameter's example."""
    parameters = {
        parameter["name"]: parameter["example"]
        for path in document["paths"].values()
        for parameter in path["get"]["parameters"]
        if parameter["in"] == "path"
    }
    return re.sub(r"\{(\w+)\}", lambda match: parameters[match[1]], template)


def test_the_document_is_valid(document: Any) -> None:
    """By OpenAPI 3.1's own schema."""
    OpenAPIV31SpecValidator(document).validate()

    assert document["openapi"] == "3.1.0"


def test_every_operation_answers_as_described(wide_door: Door, document: Any) -> None:
    """Asked with its own examples, in each format that it names, each gives a 200 of its schema, and the promised headers."""
    for template, path in document["paths"].items():
        promised = path["get"]["responses"]["200"]
        named = [each["schema"]["enum"] for each in path["get"]["parameters"] if each["name"] == "format"]
        extensions = set(*named) or {each.extension for each in FORMATS if each.media_type in promised["content"]}
        seen = set()
        for extension, (media_type, content) in product(extensions, promised["content"].items()):
            reply = wide_door.ask(fill(template.replace("{format}", extension), document), accept=media_type)
            found = reply.headers["content-type"].partition(";")[0]
            seen.add(found)

            assert reply.status == 200
            if found == media_type == "application/json":
                validator(document, content["schema"]["$ref"].rpartition("/")[2]).validate(reply.json)
            if "$ref" not in content["schema"]:
                assert content["schema"] == {"type": "object" if "json" in media_type else "string"}
            assert {header.lower() for header in promised["headers"]} <= set(reply.headers)
        assert seen == set(promised["content"])


def test_every_problem_is_of_the_one_schema(wide_door: Door, document: Any) -> None:
    """Each kind of error body validates, and no response has another error schema."""
    problem = validator(document, "Problem")
    for target, accept in (
        ("/v1/nothing", "*/*"),
        ("/v1/topics?lang=", "*/*"),
        ("/v1/topics", "text/html"),
        ("/v1/topics/vertebroplasty", "image/png"),
        ("/v1/topics/vertebroplasty?lang=xx&fallback=none", "*/*"),
    ):
        problem.validate(wide_door.ask(target, accept=accept).json)
    problem.validate(open_door(load_release(SHIPPED, Policy.SIGNED)).ask("/v1/topics/vertebroplasty").json)

    for path in document["paths"].values():
        for status, response in path["get"]["responses"].items():
            assert response["description"]
            if status == "304":
                assert "content" not in response
            elif status != "200":
                assert response["content"] == {
                    "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
                }


def test_shapes_allow_nothing_to_be_absent(document: Any) -> None:
    """Every field of every schema is required, but for a run's emphasis, and runs that say no more than the text."""
    for name, schema in document["components"]["schemas"].items():
        if "properties" in schema:
            assert set(schema["properties"]) - {"runs", "strong", "em", "dir"} == set(schema["required"]) - {"dir"}, (
                name
            )


def test_ids_and_tags_are_the_real_ones(document: Any) -> None:
    """Enums have the release's topics, sections and locales."""
    parameters = {
        parameter["name"]: parameter for path in document["paths"].values() for parameter in path["get"]["parameters"]
    }

    assert parameters["topic"]["schema"]["enum"] == ["vertebroplasty"]
    assert "risks" in parameters["section"]["schema"]["enum"]
    assert parameters["locale"]["schema"] == {"$ref": "#/components/schemas/ListedTag"}
    assert document["components"]["schemas"]["ListedTag"]["enum"] == sorted(["en", *SIXTEEN])
    assert parameters["fallback"]["schema"]["enum"] == ["none"]


def test_operation_ids_fit_client_generators(document: Any) -> None:
    """Unique, a verb and a noun, in camel case, tagged, summed up."""
    operations = [path["get"] for path in document["paths"].values()]
    ids = [operation["operationId"] for operation in operations]

    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch("(get|list)[A-Z][A-Za-z]+", each) for each in ids)
    assert all(operation["summary"] and len(operation["tags"]) == 1 for operation in operations)


def test_security_is_stated_as_none(document: Any) -> None:
    """For the whole and for each operation: no key, no login."""
    assert document["security"] == []
    assert all(path["get"]["security"] == [] for path in document["paths"].values())
    assert "securitySchemes" not in document["components"]


def test_every_route_is_described(wide_door: Door, document: Any) -> None:
    """Each kind of address that gives data has its operation, and each operation says what else than a 200 may come."""
    described = [re.compile("[^/]+".join(map(re.escape, re.split(r"\{\w+\}", path)))) for path in document["paths"]]
    for address in wide_door.addresses:
        if address.startswith("/v1/"):
            assert any(each.fullmatch(address) for each in described), address
    for path in document["paths"].values():
        assert {"200", "304", "405", "500"} <= set(path["get"]["responses"])
    shown = {path for handler in HANDLERS if handler.include_in_schema is not False for path in handler.paths}
    assert all(path.startswith("/v1/") or path == "/health" for path in shown)


def test_what_negotiates_declares_json_alone(document: Any) -> None:
    """So that a generated client gives the shape; the other formats have addresses of their own."""
    for path in document["paths"].values():
        operation = path["get"]
        if {each["name"] for each in operation["parameters"]} & {"lang", "Accept-Language"}:
            assert list(operation["responses"]["200"]["content"]) == ["application/json"]


def test_a_choice_of_shapes_has_a_discriminator(document: Any) -> None:
    """Where objects stand that a tag tells apart; and no choice is of one."""
    blocks = document["components"]["schemas"]["Section"]["properties"]["blocks"]["items"]
    assert blocks["discriminator"] == {
        "propertyName": "type",
        "mapping": {
            "paragraph": "#/components/schemas/ParagraphBlock",
            "list": "#/components/schemas/ListBlock",
        },
    }
    assert min(map(len, list_choices(document))) > 1


def list_choices(value: Any) -> list[Any]:
    """Every `oneOf` and `anyOf` in the document."""
    if isinstance(value, list):
        return [choice for each in value for choice in list_choices(each)]
    if not isinstance(value, dict):
        return []
    own = [value[name] for name in ("oneOf", "anyOf") if name in value]
    return own + [choice for each in value.values() for choice in list_choices(each)]


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lang=from_regex(LANG.replace("$", r"\Z")))
def test_whatever_fits_the_pattern_of_lang_is_taken(wide_door: Door, lang: str) -> None:
    """No client that keeps to the document is told that its query makes no sense."""
    assert wide_door.ask(f"/v1/topics?lang={lang}").status == 200


@pytest.mark.parametrize(
    "lang", ["sr-Latn", "sr-Cyrl-RS", "zh-yue", "ca-valencia", "es_US", "en-US-x-p", "es-ES-u-ca-gregory", "es-419"]
)
def test_whatever_is_a_tag_fits_the_pattern_of_lang(wide_door: Door, lang: str) -> None:
    """A gateway that holds requests to the document refuses no reader."""
    assert re.search(LANG, lang)
    assert wide_door.ask(f"/v1/topics?lang={lang}").status == 200


def test_the_public_url_is_the_server(document: Any) -> None:
    """With one, the document names it; without, everything is relative."""
    door = open_door(load_release(SHIPPED, Policy.DRAFTS, "https://edu.example.org"))

    assert document["servers"][0]["url"] == "/"
    assert door.ask("/openapi.json").json["servers"][0]["url"] == "https://edu.example.org"


def test_an_empty_default_server_is_described_too() -> None:
    """Under `signed` with no signature there is no digest to show; the document is still valid."""
    door = open_door(load_release(SHIPPED, Policy.SIGNED))

    OpenAPIV31SpecValidator(door.ask("/openapi.json").json).validate()


def test_the_docs_page_has_its_assets(door: Door) -> None:
    """Swagger UI's files come from here, and only those that the page needs."""
    page = door.ask("/docs").body.decode()
    assets = re.findall(r'(?:src|href)="(/[^"]+)"', page)

    assert len(assets) == 3
    for asset in assets:
        reply = door.ask(asset)
        assert reply.status == 200
        assert reply.headers["content-type"].startswith(("text/css", "text/javascript"))
        assert reply.headers["x-content-type-options"] == "nosniff"
        head = door.ask(asset, method="HEAD")
        assert (200, b"", reply.headers["content-length"]) == (head.status, head.body, head.headers["content-length"])
    assert door.ask("/docs/assets/swagger-editor.css").status == 404


def test_everything_is_described(document: Any) -> None:
    """Each shape, each of its fields, each parameter and each header: nobody has to guess."""
    schemas = document["components"]["schemas"]
    for name, schema in schemas.items():
        assert schema.get("description"), name
        for field, value in schema.get("properties", {}).items():
            assert value.get("description") or value.get("$ref"), (name, field)
    for path in document["paths"].values():
        operation = path["get"]
        described = [*operation["parameters"], *operation["responses"].values()]
        described += operation["responses"]["200"]["headers"].values()
        assert all(each["description"] for each in described)


def test_every_worker_has_the_same_document() -> None:
    """Whatever order the process keeps its sets in, so that a validator holds with each of them."""
    code = (
        "import sys; from api.model.vetting import Policy; from api.release.build import load_release; from tests.asgi import open_door; "
        "from tests.builders import SHIPPED; "
        "print(open_door(load_release(SHIPPED, Policy.SIGNED)).ask('/openapi.json').headers['etag'])"
    )
    tags = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert len(tags) == 1
