"""The whole dataset as one file, as `app.data.parts` reads it again."""

from app.data.authored import authored, canonical
from app.data.citations import citation_of_all
from app.data.dataset import Dataset
from app.data.parts import CITATION, FILES, INFO_FILE, member


def bundle(dataset: Dataset) -> str:
    """Return the JSON text of a dataset: how to cite it, what it is, then every collection.

    Loading it gives the same dataset, and its members are the files of a folder that does, too.
    """
    collections = {
        member(file): [authored(one) for one in dataset.as_written if one.type == kind]
        for file, kind in FILES.items()
    }
    info = {CITATION: citation_of_all(dataset.info), member(INFO_FILE): authored(dataset.info)}
    return canonical({**info, **collections})
