"""Base model, and the types of values that all models are made of: lists, text, ids, languages."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, NoReturn, TypeVar

from pydantic import (
    MISSING,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError
from typing_extensions import TypeAliasType

T = TypeVar("T")

Array = Annotated[tuple[T, ...], Field(strict=False)]
"""An ordered, immutable list. The container alone is lax, because JSON has arrays, not tuples."""

FactList = Annotated[
    tuple[T, ...], Field(default=(), strict=False, exclude_if=lambda items: not items)
]
"""A list of facts. An empty one would say that there are none; what we mean by it is that none is
known, so it is left out of answers, as every unknown is."""

Maybe = Annotated[T | MISSING, Field(default=MISSING)]
"""A fact that may be unknown: it is then left out, of what authors write and of answers."""


class Model(BaseModel):
    """Immutable, strict (nothing is coerced) and closed (an unknown key is an error)."""

    model_config = ConfigDict(
        strict=True,
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
        defer_build=True,  # building all validators at import would double the time of `--help`
    )

    omissible: ClassVar[frozenset[str]] = frozenset()
    """Fields that an answer can leave out when it is asked for others, though they are known."""
    not_in_lists: ClassVar[frozenset[str]] = frozenset()
    """Those of them that lists leave out unless they are asked for."""

    @classmethod
    def required(cls) -> list[str]:
        """Return the names of the fields that every answer has, whatever it is asked for."""
        fields = cls.model_fields.items()
        optional = {
            name
            for name, field in fields
            if field.default is MISSING or field.exclude_if
        }
        names = [*cls.model_fields, *cls.model_computed_fields]
        return [name for name in names if name not in optional | cls.omissible]

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe as required what is always there, and put docstrings on one line.

        Raises `TypeError` where the model or a field has none.
        """
        described = handler(schema)
        target = handler.resolve_ref_schema(described)
        if handler.mode == "serialization":
            target["required"] = cls.required()
        parts = {cls.__name__: target}
        for name, part in target.get("properties", {}).items():
            part.pop("title", None)  # pydantic repeats the name of the field there
            # Generated clients leave out what is marked so, which would be `href`.
            part.pop("readOnly", None)
            if "const" in part:
                part.setdefault("description", f"Always `{part['const']}`.")
            parts[f"{cls.__name__}.{name}"] = part
        for name, part in parts.items():
            if "description" not in part:
                message = (
                    f"{name} has no docstring: write one below its first line; it is its"
                    " description in the API's documentation"
                )
                raise TypeError(message)
            part["description"] = " ".join(part["description"].split())
        return described


def refuse(message: str, remedy: str) -> NoReturn:
    """Raise the error of a value that cannot be: what is wrong, and what to do about it."""
    context = {"message": message, "remedy": remedy}
    raise PydanticCustomError("invalid", "{message}. {remedy}", context)  # noqa: EM101 -- its type


# Controls, line breaks, what turns the direction of text around it (UAX #9), what XML forbids, and
# spaces around the text.
_HIDDEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|^\s|\s\Z"
)
_HIDDEN_NAMES = {
    " ": "a space",
    "\n": "a line break",
    "\r": "a line break",
    "\t": "a tab",
}
_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"


def _readable(text: object) -> object:
    """Refuse words of which something, or everything, is not seen."""
    if not isinstance(text, str):
        return text
    if not any(map(_is_visible, text)):
        refuse("the text has nothing that can be seen", "Write words, or leave it out")
    hidden = _HIDDEN.search(text)
    if hidden:
        name = _HIDDEN_NAMES.get(
            hidden[0], f"the invisible character U+{ord(hidden[0]):04X}"
        )
        before = text[: hidden.start()][-20:]
        place = f"after {before!r}" if before else "at the beginning"
        refuse(
            f"there is {name} {place}",
            "Take it out: a text is one line of what can be seen",
        )
    return text


def _is_visible(character: str) -> bool:
    is_printed = unicodedata.category(character)[0] in "LNPS"
    return is_printed and character not in _BLANK_LETTERS


_TAGS_MEANT = {
    "ara": "ar",
    "chi": "zh",
    "cn": "zh",
    "cz": "cs",
    "deu": "de",
    "dk": "da",
    "eng": "en",
    "fra": "fr",
    "fre": "fr",
    "ger": "de",
    "gr": "el",
    "ita": "it",
    "jp": "ja",
    "jpn": "ja",
    "kor": "ko",
    "por": "pt",
    "rus": "ru",
    "spa": "es",
    "ua": "uk",
    "zho": "zh",
}
"""What is meant by codes of three letters where there is one of two (RFC 5646 §2.2.1), and by those
of countries."""


def _well_spelled(tag: object) -> object:
    """Refuse a language tag that is spelled otherwise than BCP 47 recommends: `ZH_hant_hk`."""
    if not isinstance(tag, str):
        return tag
    language, *rest = tag.lower().strip().replace("_", "-").split("-")
    parts = [_TAGS_MEANT.get(language, language)]
    for part in rest:
        is_script = len(part) == len("Hant")
        parts.append(part.title() if is_script else part.upper())
    spelled = "-".join(parts)
    if spelled != tag and re.fullmatch(LANGUAGE_PATTERN, spelled):
        refuse(f"{tag!r} is not how the language is spelled", f"Write {spelled!r}")
    return tag


TEXT_PATTERN = r"\S"
SLUG_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
QUOTE_PATTERN = r"^\S+([^\S\n]+\S+){0,14}$"
URL_PATTERN = r"^https?://[!-~]+$"
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"

Text = Annotated[
    str,
    Field(min_length=1, max_length=1_000, pattern=TEXT_PATTERN),
    BeforeValidator(_readable),
]
"""Some words on one line: never empty, nothing in them invisible, at most 1,000 characters."""

Slug = Annotated[str, Field(pattern=SLUG_PATTERN, min_length=1, max_length=100)]
"""A readable identifier: lower-case letters, digits and single hyphens."""

Url = Annotated[str, Field(pattern=URL_PATTERN, json_schema_extra={"format": "uri"})]
"""A web address (RFC 3986) in printable ASCII."""

LanguageTag = Annotated[
    str,
    Field(pattern=LANGUAGE_PATTERN, examples=["en", "pt", "zh-Hant"]),
    BeforeValidator(_well_spelled),
]
"""A language tag (BCP 47). Its shape is checked, and no list of all languages kept."""

Quote = Annotated[
    str,
    Field(min_length=1, max_length=100, pattern=QUOTE_PATTERN),
    BeforeValidator(_readable),
]
"""A verbatim phrase of at most 15 words and 100 characters; the text itself stays at its source."""

Position = Annotated[int, Field(ge=1, le=1_000)]
"""A place in an order, counted from 1."""

_LANGUAGE_MAP_SCHEMA = {
    "title": "LanguageMap",
    "description": "The same words in one or more languages, keyed by language tag (BCP 47). A key"
    " is there only when a source gives the words in that language, or when an evidence entry of"
    " basis `derived` says how we came by them.",
    "type": "object",
    "minProperties": 1,
    # What generators of clients understand; pydantic says `patternProperties`.
    "propertyNames": {"pattern": LANGUAGE_PATTERN},
    "additionalProperties": {"type": "string"},
}
LanguageMap = TypeAliasType(
    "LanguageMap",
    Annotated[
        dict[LanguageTag, Text],
        Field(min_length=1),
        WithJsonSchema(_LANGUAGE_MAP_SCHEMA),
    ],
)
"""The same words in one or more languages, by language tag."""


Aliases = Annotated[
    dict[LanguageTag, Annotated[Array[Text], Field(min_length=1)]], Field(min_length=1)
]
"""Other names of the same thing, each in its language: by language tag (BCP 47)."""


def display_name(words: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- authored names may be anything yet
    """Return the words to show where there is room for one language: English, else the first."""
    return words.get("en", next(iter(words.values()), None))
