"""Tables: every list as CSV, read as people's tools read it."""

import csv
import io

import httpx
import pandas as pd
import pytest

from tests.contract.conftest import Json

Rows = list[dict[str, str]]


def _rows(client: httpx.Client, address: str) -> Rows:
    text = client.get(address).raise_for_status().content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_each_list_is_a_table(
    client: httpx.Client, collections: dict[str, list[Json]]
) -> None:
    """A row an item, in the order of the list; the index leads to it."""
    tables = {
        link["name"]: link["table"] for link in client.get("/").json()["collections"]
    }
    for name, items in collections.items():
        rows = _rows(client, tables[name])
        assert [row["id"] for row in rows] == [item["id"] for item in items]
        assert [row["name_en"] for row in rows] == [
            item["name"].get("en", "") for item in items
        ]


def test_columns_are_in_the_dictionary(
    client: httpx.Client, collections: dict[str, list[Json]]
) -> None:
    described = {(row["table"], row["column"]) for row in _rows(client, "/columns.csv")}
    for name in [*collections, "claims"]:
        for row in _rows(client, f"/{name}.csv"):
            assert {(name, column) for column in row} <= described
        assert "columns.csv" in client.head(f"/{name}.csv").headers["link"]
    assert all(row["description"] for row in _rows(client, "/columns.csv"))


def test_filters_are_those_of_the_list(client: httpx.Client) -> None:
    filters = "kind=signing&from=2018&to=2018"
    listed = client.get(f"/events?{filters}").json()["items"]
    assert listed
    assert [row["id"] for row in _rows(client, f"/events.csv?{filters}")] == [
        item["id"] for item in listed
    ]
    assert client.get("/events.csv?limit=3").status_code == 400


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("2004", ("2004", "2004-01-01", "2004-12-31", "year")),
        ("2004-05", ("2004-05", "2004-05-01", "2004-05-31", "month")),
        ("2018-09-20", ("2018-09-20", "2018-09-20", "2018-09-20", "day")),
    ],
)
def test_dates_are_written_and_spanned(
    client: httpx.Client, key: str, expected: tuple[str, ...]
) -> None:
    """A month stays a month, and has its first and last day beside it."""
    row = next(row for row in _rows(client, "/events.csv") if row["date"] == key)
    columns = ("date", "date_first_day", "date_last_day", "date_precision")
    assert tuple(row[column] for column in columns) == expected


def test_lists_are_joined_in_one_order(client: httpx.Client) -> None:
    """What is known of one member and not of another leaves its place empty."""
    row = next(
        row for row in _rows(client, "/organizations.csv") if row["id"] == "sensetime"
    )
    rounds = client.get("/organizations/sensetime").json()["funding_rounds"]
    amounts = row["funding_rounds_money_amount"].split("; ")
    assert amounts == [str(each["money"]["amount"]) for each in rounds]
    leaders = row["funding_rounds_led_by_id"].split("; ")
    assert leaders == [each.get("led_by", {}).get("id", "") for each in rounds]
    assert row["funding_rounds_money_currency"].split("; ") == ["USD"] * len(rounds)


def test_pandas_reads_dates_and_truth(server: str) -> None:
    events = pd.read_csv(f"{server}/events.csv")
    assert (
        len(pd.to_datetime(events.date_first_day).dropna()) == events.date.notna().sum()
    )
    claims = pd.read_csv(f"{server}/claims.csv")
    assert claims.shown.dtype == bool
    assert claims.disputed.dtype == bool
