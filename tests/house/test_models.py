"""What every table must say of itself, and what the database must hold."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL

OURS = [model for model in apps.get_models() if model.__module__.startswith("terreau.")]
PERSONAL = {"email", "phone", "name", "contact", "by", "person"}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_each_model_says_which_of_its_fields_are_personal(model: type[models.Model]) -> None:
    declared = getattr(model, "PERSONAL_FIELDS", None)
    assert declared is not None or not _to_people(model), f"{model._meta.label} does not say"
    assert set(declared or {}) <= {field.attname for field in model._meta.fields} | {f.name for f in model._meta.fields}


def _to_people(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.fields if field.related_model is apps.get_model("people.Person")}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.label)
def test_who_goes_with_when(model: type[models.Model]) -> None:
    """A field that says who did it has a twin that says when."""
    fields = {field.name for field in model._meta.fields}
    for name in fields:
        if name.endswith("_by") and model._meta.get_field(name).is_relation:
            assert f"{name[:-3]}_at" in fields, f"{model._meta.label}.{name} has no date"


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    out = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out)


def test_migrations_have_names_and_can_be_taken_back() -> None:
    loader = MigrationLoader(None)
    for (app, name), migration in loader.disk_migrations.items():
        if not migration.__module__.startswith("terreau."):
            continue
        assert "_auto_" not in name, f"{app}.{name} has no name of its own"
        assert "initial" not in name, f"{app}.{name} says nothing"
        for operation in migration.operations:
            if isinstance(operation, RunSQL | RunPython):
                assert operation.reversible, f"{app}.{name} cannot be taken back"
