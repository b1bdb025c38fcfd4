"""Tables: every list as CSV, and the dictionary of their columns.

/agreements.csv · /areas.csv · … · /corrections.csv, one row an item, and /columns.csv.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request, Response

from app.api.filters import FILTERS, query_model, select
from app.api.queries import NoQuery, QueryModel, refuse_repeated
from app.api.responses import LinkedResponses
from app.api.routing import documents_as
from app.data.dataset import Dataset
from app.data.tables import CLAIM_COLUMNS, CSV, Cell, Table, to_csv
from app.models import MODELS
from app.models.reference import ResourceType, collection_of


def add_tables(app: FastAPI, dataset: Dataset, responses: LinkedResponses) -> None:
    """Add the table of each collection, and the dictionary of all their columns."""
    columns: dict[str, Mapping[str, Cell]] = {}
    for type_ in MODELS:
        columns[collection_of(type_)] = _add_table(app, dataset, responses, type_)
    columns["claims"] = CLAIM_COLUMNS

    @app.get(
        "/columns.csv",
        tags=["Downloads"],
        summary="Download the dictionary of the tables' columns",
        description="What each column of each table (CSV) means: the table, the column, the type of"
        " its values, and a description.",
        **documents_as(CSV),
    )
    async def download_columns(_: NoQuery) -> Response:
        rows = []
        for name, cells in columns.items():
            for column, cell in cells.items():
                description = " ".join(cell.description.split())
                rows.append((name, column, cell.datatype, description))
        return responses.table(
            to_csv(("table", "column", "datatype", "description"), rows)
        )


def _add_table(
    app: FastAPI, dataset: Dataset, responses: LinkedResponses, type_: ResourceType
) -> Mapping[str, Cell]:
    """Add the table of a collection, and return its columns."""
    plural = collection_of(type_)
    collection = dataset.collections[type_]
    table = Table(MODELS[type_], collection.by_id)
    query_of_table: Any = query_model(QueryModel, FILTERS[type_])

    @app.get(
        f"/{plural}.csv",
        name=f"download_{plural}",
        tags=["Downloads"],
        summary=f"Download {plural.replace('-', ' ')} as a table",
        description="One row an item, with the filters of the list. `/columns.csv` tells what each"
        " column means.",
        **documents_as(CSV),
    )
    async def download_table(
        query: Annotated[query_of_table, Query()], request: Request
    ) -> Response:
        refuse_repeated(request)
        keys = select(collection, FILTERS[type_], query)
        return responses.table(to_csv(list(table.columns), map(table.row, keys)))

    return table.columns
