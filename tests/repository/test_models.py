"""What holds of every model, whoever wrote it."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import CheckConstraint, Model

ROOT = Path(__file__).parents[2]
#: From when until when something holds: nobody does that at that moment.
SPAN = {"starts", "ends"}
HANDLING = ("operational", "personal", "special_category", "third_party")
MODELS = [
    model
    for config in apps.get_app_configs()
    if config.name.startswith("sightline.")
    for model in config.get_models()
]

every_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)


def test_there_are_models_to_look_at() -> None:
    assert len(MODELS) > 10


@every_model
def test_each_field_is_classified_once(model: type[Model]) -> None:
    fields = {field.name for field in model._meta.concrete_fields} | {
        field.name for field in model._meta.many_to_many
    }
    handling = getattr(model, "Handling", None)
    classified = Counter(name for kind in HANDLING for name in getattr(handling, kind, []))

    missing = sorted(fields - classified.keys())
    assert not missing, f"add to {model.__name__}.Handling, in one of {', '.join(HANDLING)}: {missing}"
    assert not classified.keys() - fields, "Handling names fields that are gone"
    assert max(classified.values()) == 1, "Handling names a field twice"


def test_foreign_keys_point_down_the_order_of_record_apps() -> None:
    height = heights()
    upwards = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in MODELS
        for field in model._meta.get_fields()
        if field.concrete and field.is_relation
        if isinstance(field.related_model, type) and field.related_model in MODELS
        if height[model._meta.app_label] < height[field.related_model._meta.app_label]
    ]
    assert not upwards


def heights() -> dict[str, int]:
    """This reads how high each record app stands from the contract that import-linter keeps."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if each.get("containers") == ["sightline.records"])
    return {
        name.strip(" ()"): height
        for height, layer in enumerate(reversed(layers))
        for name in layer.split("|")
    }


@every_model
def test_when_and_by_which_user_come_in_pairs(model: type[Model]) -> None:
    fields = {field.name: field for field in model._meta.concrete_fields}
    when = {name.removesuffix("_at") for name, field in fields.items() if name.endswith("_at")} - SPAN
    who = {
        name.removesuffix("_by")
        for name, field in fields.items()
        if name.endswith("_by") and field.related_model is get_user_model()
    }
    assert when == who

    optional = {stem for stem in when if fields[f"{stem}_at"].null}
    assert optional == {stem for stem in who if fields[f"{stem}_by"].null}
    rules = [str(rule.condition) for rule in model._meta.constraints if isinstance(rule, CheckConstraint)]
    for stem in optional:
        assert any(f"{stem}_at__isnull" in rule and f"{stem}_by__isnull" in rule for rule in rules), (
            f"no constraint keeps {stem}_at and {stem}_by both set or both empty"
        )
