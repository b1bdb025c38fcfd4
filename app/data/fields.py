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

    def __init__(
        self,
        names: Sequence[str],
        facts: Iterable[str] = (),
    ) -> None:
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
            if field.default is MISSING:
                omissible.add(name)
            if field.exclude_if is not None:
                omissible.add(name)
        self._always = frozenset(self.all) - omissible
        self._not_in_lists = model.not_in_lists
        alternatives = "|".join(self.all)
        self.pattern = f"^-?({alternatives})(,-?({alternatives}))*$"
        """A regular expression (ECMA 262) for the parameter."""

    def check(self, fields: str) -> str:
        """Return the parameter as it is; raises `ValueError` for a name that is none."""
        for part in fields.split(","):
            name = part.removeprefix("-")
            if name in self.all:
                continue
            known = ", ".join(self.all)
            beginning = name[:60]
            message = f"{beginning!r} is no field; choose of {known}"
            raise ValueError(message)
        return fields

    @lru_cache(maxsize=64)  # noqa: B019 -- there is one object for each collection
    def select(
        self,
        fields: str | MISSING,
        *,
        in_list: bool,
    ) -> Selection:
        """Return what is shown for a parameter such as `name,signed` or `-evidence`.

        With facts that are named comes the evidence for them. Without the parameter an item shows
        everything, and a list what is not too much for it.
        """
        parts = []
        if fields is not MISSING:
            parts = fields.split(",")
        named = set()
        excluded = set()
        for part in parts:
            if part.startswith("-"):
                excluded.add(part.removeprefix("-"))
            else:
                named.add(part)
        shown = set(self.all)
        if named:
            shown = named
        elif in_list:
            shown -= self._not_in_lists
        shown = shown - excluded
        shown = shown | self._always
        facts: set[str] = set()
        mentioned = named | excluded
        if parts and "evidence" not in mentioned:
            facts = named or shown
            shown = shown - {"evidence"}
        in_order = [name for name in self.all if name in shown]
        return Selection(in_order, facts)


class Fragments:
    """The JSON of an item, field by field."""

    def __init__(self, item: Model, names: Iterable[str]) -> None:
        """Serialize the fields, some of `names`, each with a comma before it."""
        values = item.model_dump(mode="json")
        every_name = (*names, _NOTHING)
        self._members = dict.fromkeys(every_name, b"")
        for name, value in values.items():
            member = _member(name, value)
            self._members[name] = b"," + member
        evidence = values.get("evidence", ())
        self._evidence = [_Entry(entry) for entry in evidence]

    def join(self, selection: Selection) -> bytes:
        """Return the JSON of the item with the selected fields, as far as it has them.

        They come in the order of the model; evidence that is cut to some facts comes last.
        """
        selected = selection.members(self._members)
        members = b"".join(selected)
        facts = selection.facts
        if facts:
            entries = []
            for entry in self._evidence:
                if entry.fields <= facts:
                    entries.append(entry.whole)
                elif not entry.fields.isdisjoint(facts):
                    cut = entry.cut_to(facts)
                    entries.append(cut)
            if entries:
                evidence = b",".join(entries)
                members += b',"evidence":[%b]' % evidence
        return b"{%b}" % members[1:]  # without the first comma


class _Entry:
    """The JSON of an evidence entry, of whose pointers some can be left out."""

    def __init__(self, entry: Mapping[str, Any]) -> None:
        members = []
        for name, value in entry.items():
            if name != "supports":
                member = _member(name, value)
                members.append(member)
        self._rest = b",".join(members)
        self._pointers: list[tuple[str, bytes]] = []
        fields = set()
        for pointer in entry["supports"]:
            field, *_ = split(pointer)
            fields.add(field)
            self._pointers.append((field, to_json(pointer)))
        self.fields = frozenset(fields)
        """The fields of the resource that the entry supports."""
        self.whole = self.cut_to(self.fields)

    def cut_to(self, facts: frozenset[str]) -> bytes:
        """Return the entry with the pointers into some fields."""
        pointers = []
        for field, pointer in self._pointers:
            if field in facts:
                pointers.append(pointer)
        supports = b",".join(pointers)
        return b'{"supports":[%b],%b}' % (supports, self._rest)


def _member(name: str, value: object) -> bytes:
    """Return a member of a JSON object, whose value is JSON already."""
    key = to_json(name)
    content = to_json(value)
    return key + b":" + content
