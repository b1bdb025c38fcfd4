"""Fields: which of them an answer shows, and the JSON of an item made of these."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from pydantic import MISSING
from pydantic_core import to_json

from app.data.pointers import split
from app.models.base import Model

_NOTHING = ""
"""The name of a field that no model has."""


class Selection:
    """The fields that an answer shows of each item."""

    def __init__(self, names: Sequence[str], facts: Iterable[str] = ()) -> None:
        """Keep the names, and the fields for which evidence comes along, cut to them."""
        # With one name more, of which there is nothing, it always returns a tuple.
        self.members = itemgetter(*names, _NOTHING)
        self.facts = frozenset(facts)


class FieldNames:
    """The names of the fields of a model, as the parameter `fields` of a request selects them."""

    def __init__(self, model: type[Model]) -> None:
        """Note which fields there are, and which of them are always there."""
        self.all = (*model.model_fields, *model.model_computed_fields)
        omissible = set(model.omissible)
        for name, field in model.model_fields.items():
            if field.default is MISSING or field.exclude_if is not None:
                omissible.add(name)
        self._always = frozenset(self.all) - omissible
        self._not_in_lists = model.not_in_lists
        self.pattern = "^-?({0})(,-?({0}))*$".format("|".join(self.all))
        """A regular expression (ECMA 262) for the parameter."""

    def check(self, fields: str) -> str:
        """Return the parameter as it is; raises `ValueError` for a name that is none."""
        for part in fields.split(","):
            name = part.removeprefix("-")
            if name not in self.all:
                message = f"{name[:60]!r} is no field; choose of {', '.join(self.all)}"
                raise ValueError(message)
        return fields

    @lru_cache(maxsize=64)  # noqa: B019 -- there is one object for each collection
    def select(self, fields: str | MISSING, *, in_list: bool) -> Selection:
        """Return what is shown for a parameter such as `name,signed` or `-evidence`.

        With facts that are named comes the evidence for them. Without the parameter an item shows
        everything, and a list what is not too much for it.
        """
        parts = [] if fields is MISSING else fields.split(",")
        excluded = {part[1:] for part in parts if part.startswith("-")}
        named = {part for part in parts if not part.startswith("-")}
        shown = set(self.all)
        if named:
            shown = named
        elif in_list:
            shown -= self._not_in_lists
        shown = shown - excluded | self._always
        facts: set[str] = set()
        if parts and "evidence" not in named | excluded:
            facts = named or shown
            shown = shown - {"evidence"}
        return Selection([name for name in self.all if name in shown], facts)


class Fragments:
    """The JSON of an item, field by field."""

    def __init__(self, item: Model, names: Iterable[str]) -> None:
        """Serialize the fields, some of `names`, each with a comma before it."""
        values = item.model_dump(mode="json")
        self._members = dict.fromkeys((*names, _NOTHING), b"")
        for name, value in values.items():
            self._members[name] = b"," + _member(name, value)
        self._evidence = [_Entry(entry) for entry in values.get("evidence", ())]

    def join(self, selection: Selection) -> bytes:
        """Return the JSON of the item with the selected fields, as far as it has them.

        They come in the order of the model; evidence that is cut to some facts comes last.
        """
        members = b"".join(selection.members(self._members))
        facts = selection.facts
        if facts:
            entries = []
            for entry in self._evidence:
                if entry.fields <= facts:
                    entries.append(entry.whole)
                elif not entry.fields.isdisjoint(facts):
                    entries.append(entry.cut_to(facts))
            if entries:
                members += b',"evidence":[%b]' % b",".join(entries)
        return b"{%b}" % members[1:]


class _Entry:
    """The JSON of an evidence entry, of whose pointers some can be left out."""

    def __init__(self, entry: Mapping[str, Any]) -> None:
        members = [_member(name, value) for name, value in entry.items() if name != "supports"]
        self._rest = b",".join(members)
        self._pointers = [(split(pointer)[0], to_json(pointer)) for pointer in entry["supports"]]
        self.fields = frozenset(field for field, _ in self._pointers)
        """The fields of the resource that the entry supports."""
        self.whole = self.cut_to(self.fields)

    def cut_to(self, facts: frozenset[str]) -> bytes:
        """Return the entry with the pointers into some fields."""
        pointers = [pointer for field, pointer in self._pointers if field in facts]
        return b'{"supports":[%b],%b}' % (b",".join(pointers), self._rest)


def _member(name: str, value: object) -> bytes:
    """Return a member of a JSON object, whose value is JSON already."""
    return to_json(name) + b":" + to_json(value)
