"""Something to speak of, and people who speak."""

import re
from typing import Any

from terreau.converse.comments import actions, subjects
from terreau.converse.comments.models import Comment
from terreau.converse.comments.subjects import Subject
from terreau.trust.people import actions as people
from terreau.trust.people.enums import Role
from terreau.trust.people.models import Person

KIND = "tests.thing"
TALK = f"/comments/about/{KIND}/1/"
WHO = ("visitor", "member", "connector", "agent", "moderator", "administrator")


def said(answer: Any) -> str:
    """A page as it is read."""
    return re.sub(r"\s+", " ", answer.content.decode())


def thing(*, visible: bool = True, why_not: str = "", **marks: frozenset[int]) -> Subject:
    """What is commented in these tests, as everybody sees it from now on."""
    made = Subject("Une chose", "/ui/", visible, why_not, **marks)
    subjects.register(KIND, lambda key, _person: made if key == "1" else None)
    return made


def person(name: str, *roles: Role) -> Person:
    made = people.create_person(email=f"{name.lower()}@essai.example", name=name, by=None)
    for role in roles:
        people.give_role(person=made, role=role, by=None)
    return made


def say(by: Person, text: str = "Cela dure trente ans.", **more: Any) -> Comment:
    return actions.comment(subject=thing(), kind=KIND, key="1", text=text, by=by, **more)
