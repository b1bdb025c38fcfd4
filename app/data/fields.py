"""Fields: which of them an answer shows of an item, and the JSON of these."""

from typing import NamedTuple

from pydantic import MISSING
from pydantic_core import to_json

from app.models.base import Model


class Selection(NamedTuple):
    """The fields that an answer shows of each item."""

    names: list[str]
    facts: set[str]
    """The fields for which evidence comes along, cut to them."""


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
            if name in self.all:
                continue
            known = ", ".join(self.all)
            beginning = name[:60]
            message = f"{beginning!r} is no field; choose of {known}"
            raise ValueError(message)
        return fields

    def select(self, fields: str | MISSING, *, in_list: bool) -> Selection:
        """Return what is shown for a parameter such as `name,signed` or `-evidence`.

        With facts that are named comes the evidence for them. Without the parameter an item shows
        everything, and a list what is not too much for it.
        """
        named = set()
        excluded = set()
        if fields is not MISSING:
            for part in fields.split(","):
                if part.startswith("-"):
                    excluded.add(part.removeprefix("-"))
                else:
                    named.add(part)
        shown = set(self.all)
        if named:
            shown = named
        elif in_list:
            shown -= self._not_in_lists
        shown = shown - excluded | self._required
        mentioned = named | excluded
        facts = set()
        if mentioned and "evidence" not in mentioned:
            facts = named or shown
            shown = shown - {"evidence"}
        in_order = [name for name in self.all if name in shown]
        return Selection(in_order, facts)


class Pieces:
    """The JSON of an item in pieces, which are joined faster than it is made anew."""

    def __init__(self, item: Model) -> None:
        """Make the JSON of each field, and of each entry of the evidence."""
        values = item.model_dump(mode="json")
        self._members = {}
        for name, value in values.items():
            member = to_json({name: value})
            self._members[name] = member[1:-1]  # without the braces
        entries = values.get("evidence", ())
        self._evidence = [(entry, to_json(entry)) for entry in entries]

    def join(self, selection: Selection) -> bytes:
        """Return the JSON of the item with the selected fields, as far as it has them.

        They come in the order of the model; evidence that is cut to some facts comes last.
        """
        names, facts = selection
        selected = map(self._members.get, names)
        members = list(filter(None, selected))
        evidence = []
        for entry, whole in self._evidence if facts else ():
            supports = []
            for pointer in entry["supports"]:
                _, field, *_ = pointer.split(
                    "/"
                )  # names of fields have nothing escaped
                if field in facts:
                    supports.append(pointer)
            if supports == entry["supports"]:
                evidence.append(whole)
            elif supports:
                evidence.append(to_json({**entry, "supports": supports}))
        if evidence:
            joined = b",".join(evidence)
            members.append(b'"evidence":[%b]' % joined)
        return b"{%b}" % b",".join(members)
