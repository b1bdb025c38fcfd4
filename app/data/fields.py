"""What a resource has at a field path such as `parties` or `participants.who`."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Generic, TypeVar

from pydantic import MISSING

from app.models.base import Model
from app.models.reference import Reference


def values(value: object, path: tuple[str, ...]) -> Iterator[str]:
    """Yield the scalars at a path, through lists, references as ids; nothing for absent fields."""
    if isinstance(value, tuple):
        for part in value:
            yield from values(part, path)
    elif isinstance(value, Reference) and not path:
        yield value.id
    elif path:
        yield from values(getattr(value, path[0]), path[1:])
    elif value is not MISSING:
        yield str(value)


M = TypeVar("M", bound=Model)


class FieldIndex(Generic[M]):
    """Finds the models that have a value in a field, without looking at each of them."""

    def __init__(self, models: Iterable[M]) -> None:
        """Keep the models; each field is indexed when it is first asked for."""
        self._models = tuple(models)
        self.by = cache(self._by)

    def _by(self, path: str) -> Mapping[str, tuple[int, ...]]:
        index = defaultdict[str, list[int]](list)
        for number, model in enumerate(self._models):
            for value in dict.fromkeys(values(model, tuple(path.split(".")))):
                index[value].append(number)
        return {value: tuple(numbers) for value, numbers in index.items()}

    def having(self, wanted: Mapping[str, str]) -> tuple[M, ...]:
        """Return the models that have every wanted value in its field, in their order."""
        if not wanted:
            return self._models
        found = [set(self.by(path).get(value, ())) for path, value in wanted.items()]
        return tuple(self._models[number] for number in sorted(set.intersection(*found)))
