"""The register file: any table, all or nothing, nothing in clear."""

import csv
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from terreau.decide.budgeting import actions, queries
from terreau.decide.budgeting.electoral_file import guessed, open_table, persons_of
from terreau.decide.budgeting.electors import Listed
from terreau.decide.budgeting.models import Assignment, Elector, Letter
from terreau.decide.budgeting.rules import birth_fault
from terreau.decide.budgeting.tests.test_pages import holding, page
from terreau.decide.budgeting.tests.test_register import BORN, listed, load, made
from terreau.know.territory.tests.people import signed_in
from terreau.lib.errors import Refused

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
HEAD = "TypeListe;NomdeNaissance;NomDusage;Prenoms;Sexe;DateDeNaissance;NumeroVoie;TypeVoie;LibelleVoie;CodePostal"
ROWS = (
    "LG;DUPONT;MARTIN;ZOÉ, MARIE;F;03/02/1980;12;RUE;DU MOULIN;70100",
    "LG;DE LA TOUR;;JEAN-PAUL;M;31/12/1944;3;AV;DE LA GARE;70100",
)


def judge(born: date) -> str:
    return birth_fault(born, today=TODAY, min_age=16, last=TODAY)


def read(content: bytes, *, with_street: bool = True) -> Any:
    table = open_table(content)
    return persons_of(table, guessed(table.columns), judge=judge, with_street=with_street)


@pytest.mark.parametrize(
    "content",
    [
        "\n".join([HEAD, *ROWS]).encode(), b"\xef\xbb\xbf" + "\r\n".join([HEAD, *ROWS]).encode(),
        "\n".join([HEAD, *ROWS]).encode("cp1252"), "\n".join([HEAD, *ROWS]).encode("utf-16"),
        "\n".join([HEAD, *ROWS]).replace(";", "\t").encode(),
    ],
    ids=["utf-8", "bom", "cp1252", "utf-16", "tabs"],
)  # fmt: skip
def test_a_list_is_read_whatever_wrote_it(content: bytes) -> None:
    found = read(content)
    assert not found.faults
    assert found.listed[0] == Listed("DUPONT", "ZOÉ, MARIE", BORN, "MARTIN", "12 RUE DU MOULIN", 2)
    assert found.listed[1].born == date(1944, 12, 31)


def test_a_workbook_is_read_with_its_dates() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Nom de naissance", "Prénom", "Date de naissance", "Adresse"])
    book.active.append(["Dupont", "Zoé", datetime(1980, 2, 3), "12 rue du Moulin"])  # noqa: DTZ001
    kept = io.BytesIO()
    book.save(kept)
    assert read(kept.getvalue()).listed == [Listed("Dupont", "Zoé", BORN, "", "12 rue du Moulin", 2)]


@pytest.mark.parametrize(
    ("row", "label", "said"),
    [
        ("LG;DUPONT;;ZOE;F;31/02/1980;12;RUE;DU MOULIN;70100", "Date de naissance", "31/02/1980"),
        ("LG;DUPONT;;ZOE;F;;12;RUE;DU MOULIN;70100", "Date de naissance", "vide"),
        ("LG;DUPONT;;ZOE;F;01/01/2031;12;RUE;DU MOULIN;70100", "Date de naissance", "à venir. Corrigez"),
        ("LG;DUPONT;;ZOE;F;01/01/1880;12;RUE;DU MOULIN;70100", "Date de naissance", "plus de 120 ans. Corrigez"),
        ("LG;DUPONT;;ZOE;F;02/06/2010;12;RUE;DU MOULIN;70100", "Date de naissance", "à partir de 16 ans"),
        ("LG;;;ZOE;F;03/02/1980;12;RUE;DU MOULIN;70100", "Nom de naissance", "vide"),
        ("LG;DUPONT;; ;F;03/02/1980;12;RUE;DU MOULIN;70100", "Prénoms", "vide"),
        ("LG;DUPONT;;ZOE;F;03/02/1980;;;;70100", "Rue, ou adresse entière", "vide"),
        ("LG;DUPONT", "Prénoms", "vide"),
    ],
)
def test_what_is_wrong_names_the_row_the_field_and_the_remedy(row: str, label: str, said: str) -> None:
    found = read("\n".join([HEAD, ROWS[0], row]).encode())
    fault = next(one for one in found.faults if one.label == label)
    assert fault.line == 3 and said in fault.sentence


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vide"), (b"\x00\x01\x02\x00", "ni un CSV"), (b"PK\x03\x04broken", "ne s’ouvre pas"),
        (b";;;\n", "ligne de titres"), (b"nom;prenom\n" + b"x" * 200_000 + b";y\n", "ne se lit plus"),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        list(open_table(content).rows())


def test_fifty_thousand_people_are_hashed_in_seconds() -> None:
    one = made()
    began = datetime.now()  # noqa: DTZ005
    kept = io.StringIO()
    rows = csv.writer(kept, delimiter=";")
    rows.writerow(HEAD.split(";"))
    for n in range(50_000):
        rows.writerow(
            [
                "LG",
                f"FAMILLE{n}",
                f"USAGE{n}",
                "ANNE, MARIE, LOUISE",
                "F",
                "03/02/1980",
                n % 900 + 1,
                "RUE",
                "DU MOULIN",
                "70100",
            ]
        )
    found = read(kept.getvalue().encode())
    load(one, *found.listed)
    assert Elector.objects.count() == 50_000
    assert (datetime.now() - began).total_seconds() < 60  # noqa: DTZ005
    assert queries.elector_of(one, "usage777", "louise", BORN, "778 rue du Moulin")


def upload(content: bytes, **more: Any) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("liste.csv", content, content_type="text/csv"), **more}


def test_a_file_is_looked_at_mapped_and_loaded(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    one = made(asks_address=True)
    holding(client, one, "desk")
    base, content = f"/budgets/{one.slug}/register/", "\n".join([HEAD, *ROWS]).encode()

    def never(*_args: Any, **_more: Any) -> None:
        raise AssertionError("the file went to the disk")

    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", never)
    looked = client.post(base, upload(content + b"\n" * 3_000_000, look="1"))
    shown = page(looked)
    assert looked.status_code == 200 and "DE LA TOUR" in shown and "no-store" in looked["Cache-Control"]
    assert not Elector.objects.exists()
    looked = page(client.post(base, upload(content, look="1")))
    mark = looked.split('name="seen" value="')[1][:64]
    columns = {
        "c-family": "1",
        "c-usual": "2",
        "c-given": "3",
        "c-born": "5",
        "c-number": "6",
        "c-way": "7",
        "c-street": "8",
    }
    other = client.post(base, upload(content + b" ", load="1", seen=mark, **columns))
    assert "pas le fichier que vous" in page(other) and not Elector.objects.exists()
    unmapped = client.post(base, upload(content, load="1", seen=mark, **{**columns, "c-born": "", "c-street": ""}))
    assert unmapped.status_code == 422 and "obligatoire" in page(unmapped) and "demande l’adresse" in page(unmapped)
    wrong = client.post(base, upload(content, load="1", seen=mark, **{**columns, "c-born": "3"}))
    assert wrong.status_code == 422 and "n’est pas une date" in page(wrong) and not Elector.objects.exists()
    assert client.post(base, upload(content, load="1", seen=mark, **columns)).status_code == 302
    assert Elector.objects.count() == 2
    assert "2 personnes sont sur la liste" in page(client.get(base))
    assert "Choisissez le fichier" in page(client.post(base, {"load": "1"}))


def test_repeated_rows_are_named(client: Client) -> None:
    one = made()
    holding(client, one, "desk")
    base, content = f"/budgets/{one.slug}/register/", "\n".join([HEAD, *ROWS, ROWS[0]]).encode()
    mark = page(client.post(base, upload(content, look="1"))).split('name="seen" value="')[1][:64]
    columns = {"c-family": "1", "c-given": "3", "c-born": "5"}
    answer = client.post(base, upload(content, load="1", seen=mark, **columns))
    assert "ligne 4, comme la ligne 2" in page(answer) and Elector.objects.count() == 2


def test_a_file_without_the_token_of_the_page_is_refused() -> None:
    one = made()
    strict = Client(enforce_csrf_checks=True)
    holding(strict, one, "desk")
    assert strict.post(f"/budgets/{one.slug}/register/", upload(b"x", look="1")).status_code == 403


@pytest.mark.parametrize("role", [None, "member", "agent", "administrator"])
def test_no_role_touches_the_list_without_the_desk(client: Client, role: str | None) -> None:
    one = made()
    if role:
        signed_in(client, role)
    for path in ("register/", "register/additions/"):
        assert client.post(f"/budgets/{one.slug}/{path}").status_code == 403
    assert client.get(f"/budgets/{one.slug}/register/").status_code == 403
    other = Client()
    Assignment.objects.create(edition=one, person=signed_in(other, "agent", email="o@essai.example"), task="settle")
    assert other.get(f"/budgets/{one.slug}/register/").status_code == 403


def test_somebody_judged_late_is_added_with_the_reason(client: Client) -> None:
    one = made()
    load(one, listed("Roy", "Ann"))
    actions.open_vote(edition=one)
    holding(client, one, "desk")
    base = f"/budgets/{one.slug}/register/"
    late = {"late-family": "Dupont", "late-given": "Zoé", "late-born": "1980-02-03", "late-reason": "juge, 3 mars"}
    assert client.post(f"{base}additions/", {**late, "late-reason": ""}).status_code == 422
    assert client.post(f"{base}additions/", late).status_code == 302
    assert "juge, 3 mars" in page(client.get(base)) and Elector.objects.count() == 2
    assert "juge, 3 mars" in page(Client().get(f"/budgets/{one.slug}/rules/"))


def test_the_list_reaches_no_module_that_writes_files() -> None:
    room = Path(__file__).resolve().parents[1]
    for name in ("electoral_file.py", "views/register.py", "actions/registering.py"):
        text = (room / name).read_text()
        assert not [
            word for word in ("open(", "logging", "print(", "tempfile", "defer(", ".save(path") if f" {word}" in text
        ]
    assert Letter.objects.count() == 0
