"""Second dataset: another agreement, in other languages, is served as it is written."""

import json
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from app.data.dataset import Dataset, load_dataset
from tests.conftest import invoke
from tests.pages.conftest import Page
from tests.servers import SECOND, TEXTS, serve, serving

AGREEMENT = "acordo-quadro-2014"


@pytest.fixture(scope="module")
def second() -> Dataset:
    return load_dataset(SECOND)


@pytest.fixture(scope="module")
def second_client() -> Iterator[httpx.Client]:
    with (
        serving(serve("--data", SECOND)) as base,
        httpx.Client(base_url=base, timeout=120) as client,
    ):
        yield client


def _get(client: httpx.Client, address: str) -> dict[str, object]:
    answer: dict[str, object] = client.get(address).raise_for_status().json()
    return answer


def test_its_quotes_are_in_its_texts() -> None:
    result = invoke("check", SECOND, "--sources", TEXTS)
    assert result.exit_code == 0, result.output
    assert "0 problems" in result.output
    assert result.output.endswith("texts not at hand: texto-do-convenio-2009\n")


def test_it_has_something_of_every_type(
    second: Dataset, second_client: httpx.Client
) -> None:
    totals = {
        one["name"]: one["total"]
        for one in second_client.get("/").json()["collections"]
    }
    assert all(totals.values()), totals
    assert sum(totals.values()) == len(list(second.by_id.values()))
    assert "invented bodies" in str(_get(second_client, "/")["dataset"])


def test_an_agreement_is_served_as_written(second_client: httpx.Client) -> None:
    written = json.loads((SECOND / "agreements.json").read_bytes())[0]
    served = _get(second_client, f"/agreements/{AGREEMENT}")
    plain = (
        "name",
        "kind",
        "signed",
        "place",
        "in_force",
        "expires",
        "term",
        "languages",
        "url",
    )
    assert {field: served[field] for field in plain} == {
        field: written[field] for field in plain
    }
    parties = [one["id"] for one in served["parties"]]  # type: ignore[attr-defined]
    assert parties == written["parties"]
    signatories = [
        {
            field: one if isinstance(one, str) else one["id"]
            for field, one in signatory.items()
        }
        for signatory in served["signatories"]  # type: ignore[attr-defined]
    ]
    assert signatories == written["signatories"]
    related = [
        {"agreement": one["agreement"]["id"], "relation": one["relation"]}
        for one in served["related"]  # type: ignore[attr-defined]
    ]
    assert related == written["related"]


def test_a_label_is_in_english_or_the_first(
    second_client: httpx.Client,
) -> None:
    parties = _get(second_client, f"/agreements/{AGREEMENT}")["parties"]
    assert [one["name"] for one in parties][2:] == [  # type: ignore[attr-defined]
        "مدينة الملح الأزرق",
        "Conselho da Lua Cheia",
    ]
    area = _get(second_client, "/search?q=Mapa+do+fundo")["items"]
    assert area[0]["name"] == "Map of the sea floor"  # type: ignore[index]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/agreements?kind=acordo-quadro", AGREEMENT),
        ("/agreements?language=ar", AGREEMENT),
        ("/agreements?related=acordo-quadro-2014", "protocolo-2016"),
        ("/sources?kind=folha-de-parede", "jaridat-al-mawj-2016-05-02"),
        ("/sources?language=ar", "jaridat-al-mawj-2016-05-02"),
        ("/parties?side=margem-leste", "cidade-do-sal-azul"),
        ("/platforms?agreement=acordo-quadro-2014", "plataforma-de-sondagem"),
        ("/statements?kind=report", "menos-do-que-uma-ponte"),
        ("/corrections?subject=assinatura-2014", "correcao-do-lugar"),
        ("/search?q=النضار", "karim-al-naddar"),
    ],
)
def test_unheard_words_are_found(
    second_client: httpx.Client, address: str, expected: str
) -> None:
    """And filtered by."""
    items = _get(second_client, address)["items"]
    assert [one["id"] for one in items] == [expected]  # type: ignore[attr-defined]


def test_reference_managers_get_sources(second_client: httpx.Client) -> None:
    newspaper = _get(second_client, "/sources/o-farolim-2014-03-11")["csl"]
    assert newspaper == {
        "id": "o-farolim-2014-03-11",
        "type": "article-newspaper",
        "title": "Quatro vizinhos estudam o mar",
        "author": [{"literal": "Duarte Semnome"}],
        "container-title": "O Farolim",
        "publisher": "O Farolim",
        "issued": {"date-parts": [[2014, 3, 11]]},
        "accessed": {"date-parts": [[2024, 2, 1]]},
        "URL": "https://farolim.example/mar",
        "language": "pt",
    }
    treaty = _get(second_client, "/sources/texto-do-convenio-2009")["csl"]
    assert treaty == {
        "id": "texto-do-convenio-2009",
        "type": "treaty",
        "title": "Texto do Convénio das Marés",
        "container-title": "Boletim da Ilha de Vidro",
        "publisher": "Boletim da Ilha de Vidro",
        "accessed": {"date-parts": [[2024, 2, 1]]},
        "note": "Arquivo da Ilha, caixa 7, n.º 12",
        "language": "pt",
    }


def test_a_source_on_paper_has_no_links(second_client: httpx.Client) -> None:
    source = _get(second_client, "/sources/texto-do-convenio-2009")
    entry = source["evidence"][0]  # type: ignore[index]
    assert "link" not in entry
    document: Any = _get(second_client, "/openapi.json")
    assert "link" not in document["components"]["schemas"]["Evidence"]["required"]
    assert str(source["citation"]).endswith(
        ", undated, Arquivo da Ilha, caixa 7, n.º 12 (accessed 2024-02-01)."
    )
    claims = _get(second_client, "/claims?source=texto-do-convenio-2009")["items"]
    assert not [claim for claim in claims if "link" in claim]  # type: ignore[attr-defined]


def test_an_entry_without_supports(second_client: httpx.Client) -> None:
    event = _get(second_client, "/events/encontro-2064")
    entry = event["evidence"][0]  # type: ignore[index]
    assert entry["supports"] == ["/name/pt", "/planned_for", "/summary", "/concerns/0"]


def test_what_is_planned_is_kept_apart(second_client: httpx.Client) -> None:
    """It has no date, comes last, and is not among what happened in a time."""
    items = _get(second_client, "/events")["items"]
    last = items[-1]  # type: ignore[index]
    assert last["planned_for"] == "2064-03-10"
    assert "date" not in last
    assert _get(second_client, "/events?from=2060")["items"] == []
    assert last not in _get(second_client, "/events?to=9999")["items"]  # type: ignore[operator]


def test_its_language_is_told(second_client: httpx.Client) -> None:
    index = _get(second_client, "/")
    assert index["dataset"]["language"] == "pt"  # type: ignore[index]
    assert 'xml:lang="pt"' in second_client.get("/corrections.atom").text


@pytest.fixture(scope="module")
def page(second_client: httpx.Client) -> Page:
    return Page(second_client.get("/overview").raise_for_status().text)


def test_the_page_shows_all_that_is_written(second: Dataset, page: Page) -> None:
    for resource in second.by_id.values():
        for name in resource.name.values():
            assert name in page.text
    for words in (
        *(
            "cinco anos",
            "1 July 2014",
            "30 June 2019",
            "about summer 2009",
            "2014 to 2015",
        ),
        *("Porto das Conchas Brancas", "Portuguese", "Arabic", "regedora do porto"),
        *("replaces", "amends", "acordo quadro", "Margem Oeste", "guarda do selo"),
        *(
            "less than",
            "XTS",
            "250,000",
            "section 2.1",
            "article 1(b)(2)",
            "annex B2",
            "page 12",
        ),
        *(
            "Quem testemunhou a assinatura",
            "11 March 2014",
            "É o que diz o próprio texto.",
        ),
        *("O boletim escreve o nome por inteiro.", "Traduzido por nós."),
    ):
        assert words.casefold() in page.text.casefold(), words


def test_arabic_words_keep_their_direction(page: Page) -> None:
    around = re.findall(r"<([^\s<>]+)([^<>]*)>[^<>]*[\u0600-\u06ff]", page.html)
    assert {tag for tag, _ in around} == {"bdi"}
    assert ("bdi", ' lang="ar"') in around


def test_nothing_of_the_record_is_served(
    dataset: Dataset, second_client: httpx.Client
) -> None:
    answers = [
        second_client.get(path, headers={"Accept": "*/*"}).raise_for_status().text
        for path in (
            "/",
            "/overview",
            "/llms.txt",
            "/openapi.json",
            "/docs",
            "/corrections.atom",
        )
    ]
    for resource in dataset.by_id.values():
        for name in resource.name.values():
            assert not [text[:30] for text in answers if name in text], name
