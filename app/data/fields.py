"""Fields: which of them an answer shows, and the JSON of an item made of these."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pydantic import MISSING
from pydantic_core import to_json

from app.data.pointers import split
from app.models.base import Model


@dataclass(eq=False)
class Selection:
    """The fields that an answer shows of each item."""

    names: Sequence[str]
    facts: set[str]
    """The fields for which evidence comes along, cut to them."""
    listed: dict[str, bytes] = field(default_factory=dict)
    """The JSON of the items that lists showed so, by key."""


class FieldNames:
    """The names of the fields of a model, as the parameter `fields` of a request selects them."""

    def __init__(self, model: type[Model]) -> None:
        """Note which fields there are, and which of them are always there."""
        self.all = (*model.model_fields, *model.model_computed_fields)
        self._required = set(model.required())
        self._not_in_lists = model.not_in_lists
        alternatives = "|".join(self.all)
        self.pattern = f"^-?({alternatives})(,-?({alternatives}))*$"
        """A regular expression (ECMA 262) for the parameter."""

    def check(self, fields: str) -> str:
        """Return the parameter as it is; raises `ValueError` for a name that is none."""
        for part in fields.split(","):
            name = part.removeprefix("-")
            if name not in self.all:
                known = ", ".join(self.all)
                message = f"{name[:60]!r} is no field; choose of {known}"
                raise ValueError(message)
        return fields

    @lru_cache(maxsize=16)  # noqa: B019 -- there is one object for each collection
    def select(self, fields: str | MISSING, *, in_list: bool) -> Selection:
        """Return what is shown for a parameter such as `name,signed` or `-evidence`.

        With facts that are named comes the evidence for them. Without the parameter an item shows
        everything, and a list what is not too much for it. Of the selections, with the JSON that
        they keep, the last ones stay.
        """
        parts = set() if fields is MISSING else set(fields.split(","))
        named = {part for part in parts if not part.startswith("-")}
        excluded = {part.removeprefix("-") for part in parts - named}
        default = set(self.all) - self._not_in_lists if in_list else set(self.all)
        shown = (named or default) - excluded | self._required
        facts: set[str] = set()
        if parts and "evidence" not in named | excluded:
            facts = named or shown
            shown = shown - {"evidence"}
        return Selection([name for name in self.all if name in shown], facts)


class Fragments:
    """The JSON of an item in pieces, which answers are joined of."""

    def __init__(self, item: Model) -> None:
        """Serialize each field, and each entry of the evidence without its pointers."""
        values = item.model_dump(mode="json")
        self._members = {name: to_json({name: value})[1:-1] for name, value in values.items()}
        self._evidence: list[tuple[frozenset[str], list[tuple[str, bytes]], bytes]] = []
        for entry in values.get("evidence", ()):
            pointers = [(split(pointer)[0], to_json(pointer)) for pointer in entry.pop("supports")]
            fields = frozenset(dict(pointers))
            self._evidence.append((fields, pointers, to_json(entry)[1:]))  # without the first brace

    def join(self, selection: Selection) -> bytes:
        """Return the JSON of the item with the selected fields, as far as it has them.

        They come in the order of the model; evidence that is cut to some facts comes last.
        """
        members = [*filter(None, map(self._members.get, selection.names))]
        entries = []
        for fields, pointers, rest in self._evidence:
            if not fields.isdisjoint(selection.facts):
                supports = [pointer for name, pointer in pointers if name in selection.facts]
                entries.append(b'{"supports":[%b],%b' % (b",".join(supports), rest))
        if entries:
            members.append(b'"evidence":[%b]' % b",".join(entries))
        return b"{%b}" % b",".join(members)
