"""What is asked for wrongly: a 400 that says what is allowed, a 404 that offers what is near."""

import httpx
import pytest

from tests.api.reading import COLLECTIONS, everything, get, hrefs

PROBLEM = "application/problem+json"
PLACES = (
    *(f"/{name}" for name in COLLECTIONS),
    *("/claims", "/claims.csv", "/unknowns", "/search", "/graph", "/schemas", "/", "/health"),
    *("/areas/area-talents", "/schemas/areas.json"),
)


@pytest.mark.parametrize("path", PLACES)
def test_an_unknown_parameter_is_refused_and_the_known_are_listed(
    client: httpx.Client, path: str
) -> None:
    response = client.get(
        path, params={"q": "words", "colour": "red"} if "search" in path else "colour=red"
    )
    problem = response.json()
    assert (response.status_code, response.headers["content-type"]) == (400, PROBLEM)
    assert (problem["status"], problem["title"]) == (400, "Bad Request")
    assert problem["errors"] == [{"parameter": "colour", "message": "is not known here"}]
    described = get(client, "/openapi.json")["paths"].get(path, {}).get("get", {})
    known = [one["name"] for one in described.get("parameters", []) if one["in"] == "query"]
    assert list(problem["allowed"]) == known


@pytest.mark.parametrize(
    ("path", "parameter", "message", "allowed"),
    [
        ("/events?kind=party", "kind", "does not fit", "one of agreement, announcement, ceremony"),
        ("/events?from=yesterday", "from", "does not fit", "an EDTF date such as 2018, 2018-09"),
        ("/events?to=2018-13", "to", "'2018-13' is no date", "an EDTF date such as 2018"),
        ("/areas?limit=0", "limit", "does not fit", "a whole number from 1 to 1000"),
        ("/areas?limit=1001", "limit", "does not fit", "a whole number from 1 to 1000"),
        ("/areas?limit=ten", "limit", "does not fit", "a whole number from 1 to 1000"),
        ("/areas?offset=-1", "offset", "does not fit", "a whole number from 0 to 1000000000"),
        ("/areas?limit=1&limit=2", "limit", "is given more than once", "a whole number from 1"),
        ("/areas?agreement=A+B", "agreement", "does not fit", "1 to 100 characters, lower-case"),
        ("/claims?disputed=perhaps", "disputed", "does not fit", "true or false"),
        ("/claims.csv?rank=best", "rank", "does not fit", "one of preferred, normal, deprecated"),
        ("/graph?type=company", "type", "does not fit", "any number of times: one of agreement"),
        ("/search", "q", "does not fit: field required", "1 to 200 characters"),
        ("/search?q=", "q", "does not fit", "1 to 200 characters"),
        ("/search?q=%20", "q", "does not fit", "1 to 200 characters"),
    ],
)
def test_a_bad_value_is_refused_and_the_allowed_are_named(
    client: httpx.Client, path: str, parameter: str, message: str, allowed: str
) -> None:
    response = client.get(path)
    problem = response.json()
    (fault,) = problem["errors"]
    assert (response.status_code, fault["parameter"]) == (400, parameter)
    assert message in fault["message"]
    assert problem["allowed"][parameter].startswith(allowed)
    assert problem["instance"].startswith(path.partition("?")[0])


@pytest.mark.parametrize(
    ("path", "message"),
    [
        (
            "/areas?agreement=arrangment-2018",
            "is 'arrangment-2018' nowhere; did you mean 'arrangement-2018'?",
        ),
        ("/parties?side=north", "is 'north' nowhere; it is, for example, 'hong-kong', 'mainland'"),
        ("/claims?subject=sense-time", "is 'sense-time' nowhere; did you mean 'sensetime'"),
        ("/statements?speaker=lam", "is 'lam' nowhere; did you mean 'carrie-lam'?"),
    ],
)
def test_a_misspelt_id_in_a_filter_is_no_empty_list(
    client: httpx.Client, path: str, message: str
) -> None:
    response = client.get(path)
    (fault,) = response.json()["errors"]
    assert response.status_code == 400
    assert fault["message"].startswith(message)


def test_a_filter_for_what_is_never_set_says_so(client: httpx.Client) -> None:
    (fault,) = client.get("/funding-schemes?agreement=nothing-at-all").json()["errors"]
    assert fault["message"] == (
        "is 'nothing-at-all' nowhere; it is, for example, 'joint-funding-agreement-2018'"
    )


def test_everything_that_is_wrong_with_a_query_is_told(client: httpx.Client) -> None:
    response = client.get("/events?limit=0&kind=x&colour=red&offset=1&offset=2")
    wrong = {one["parameter"] for one in response.json()["errors"]}
    assert wrong == {"limit", "kind", "colour", "offset"}


def test_a_misspelt_id_is_not_found_and_what_is_near_is_offered(any_client: httpx.Client) -> None:
    for item in everything(any_client):
        collection, _, slug = item["href"].rpartition("/")
        for misspelt in {slug[:-1], f"{slug}s"[:100], slug.replace("i", "e")} - {slug}:
            response = any_client.get(f"{collection}/{misspelt.strip('-')}")
            assert response.status_code == 404, misspelt
            assert item["href"] in response.json()["did_you_mean"], misspelt


@pytest.mark.parametrize(
    ("path", "offered"),
    [
        ("/area", "/areas"),
        ("/organisations", "/organizations"),
        ("/scheme", "/schemas"),
        ("/nothing/like/it", "/"),
        ("/schemas/area-list.json", "/schemas/area.json"),
        ("/schemas/served/areas.json", "/schemas/served/area.json"),
        ("/claims/sensetime-000000000000", "/claims?subject=sensetime"),
        ("/claims/nobody-000000000000", "/claims"),
    ],
)
def test_an_address_of_nothing_offers_what_is_near(
    client: httpx.Client, path: str, offered: str
) -> None:
    response = client.get(path)
    problem = response.json()
    assert (response.status_code, response.headers["content-type"]) == (404, PROBLEM)
    assert (problem["status"], problem["title"]) == (404, "Not Found")
    assert offered in problem["did_you_mean"]
    for place in hrefs(problem):
        assert client.get(place).status_code == 200


@pytest.mark.parametrize("path", ["/areas/Talents", "/areas/a_b", f"/areas/{'a' * 101}"])
def test_what_can_be_no_id_is_not_found(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert "lower-case letters" in response.json()["detail"]


def test_an_id_of_another_collection_is_named_first(client: httpx.Client) -> None:
    address = "/parties/ministry-of-science-and-technology"
    wrong = client.get(address.replace("parties", "organizations"))
    assert wrong.status_code == 404
    assert wrong.json()["did_you_mean"][0] == address
