"""Resource: what everything that the dataset describes has in common, and the evidence for it."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Self
from urllib.parse import quote as percent_encode

from pydantic import (
    MISSING,
    Field,
    ValidationError,
    WrapValidator,
    computed_field,
    model_validator,
)
from typing_extensions import TypeAliasType

from app.models.base import (
    Aliases,
    Array,
    FactList,
    LanguageMap,
    Maybe,
    Model,
    Quote,
    Slug,
    Text,
    Url,
    display_name,
    refuse,
)
from app.models.reference import (
    Backlink,
    Href,
    Reference,
    ResourceType,
    collection_of,
    refers_to,
)

POINTER_PATTERN = r"^(/([^/~]|~[01])+)+$"
LOCATOR_PATTERN = (
    r"^(headline|byline|caption|preamble|annex|page"
    r"|(paragraph|page|footnote|table) [1-9][0-9]{0,3}(\([0-9a-z]+\))*|page [ivxlc]+"
    r"|article ([1-9][0-9]{0,3}[a-zA-Z]?|[IVXLC]+)( (bis|ter|quater))?(\([0-9a-z]+\))*"
    r"|section ([0-9]+(\.[0-9]+)*[a-zA-Z]?|[IVXLC]+)|annex [A-Z0-9]{1,5})$"
)

Pointer = Annotated[str, Field(pattern=POINTER_PATTERN)]
"""A JSON pointer (RFC 6901) into the resource it stands in."""

Locator = Annotated[str, Field(pattern=LOCATOR_PATTERN)]
"""A place in a source, such as `paragraph 5`."""

Rank = TypeAliasType("Rank", Literal["preferred", "normal", "deprecated"])
"""How we weigh an entry, in Wikidata's terms: the best of several, one of several, known wrong."""

Basis = TypeAliasType("Basis", Literal["stated", "derived"])
EvidenceType = TypeAliasType("EvidenceType", Literal["quotation", "citation"])


def _of_one_type(value: object, handler: Callable[[object], object]) -> object:
    """Say once that a value is of none of the types, where pydantic says it for each of them."""
    try:
        return handler(value)
    except ValidationError:
        refuse(
            "a value is text, a whole number, true, false or a list of at least one id",
            "Write one of these",
        )


_Ids = Annotated[Array[str], Field(min_length=1)]
Value = Annotated[bool | int | str | _Ids, WrapValidator(_of_one_type)]
"""A value of a single field: text, a number, a truth value, or a list of ids.

Whether it can stand in the field is checked where the field is known.
"""


class Evidence(Model):
    """What one passage of one source says for some fields of this resource."""

    omissible = frozenset({"link"})
    supports: Annotated[Array[Pointer], Field(min_length=1)] = Field(
        default_factory=tuple
    )
    """JSON pointers (RFC 6901) to the fields of this resource that the passage supports. Where an
    author gives none, they are all those that no other entry supports."""
    source: Annotated[Reference, refers_to("source")]
    """The source that holds the passage."""
    locator: Locator
    """Where in the source: a paragraph (counted as the source's record says), an article, section,
    annex, footnote, table or numbered page, the headline, byline, caption or preamble, or `page`
    for the page as a whole."""
    quote: Maybe[Quote]
    """A verbatim phrase of the passage: at most 15 words and 100 characters."""
    value: Maybe[Value]
    """What this source says instead, when it differs from the value that the resource shows."""
    rank: Rank = "normal"
    """The weight we give this entry; `note` says why wherever values differ."""
    basis: Basis = "stated"
    """`stated` by the source, or `derived` by us from what it states."""
    note: Maybe[Text]
    """The derivation, or the reason for the rank."""

    _source_url: str = ""

    def link_to(self, source_url: str) -> None:
        """Let `link` lead to the source, whose URL stands in another resource."""
        self._source_url = source_url

    @model_validator(mode="after")
    def _gives_its_reasons(self) -> Self:
        differs = self.value is not MISSING
        needs_note = differs or self.basis == "derived" or self.rank == "deprecated"
        if not self.supports:
            refuse(
                "this entry supports nothing: others support every fact",
                "Write what it supports, or remove it",
            )
        if differs and len(self.supports) != 1:
            refuse(
                "an entry with a value supports one pointer only",
                "Write one for each field",
            )
        if differs and self.rank == "preferred":
            refuse(
                "a value that is not shown cannot be preferred",
                "Rank it normal, or show it",
            )
        if needs_note and self.note is MISSING:
            refuse(
                "a note is missing",
                "Give the derivation, or why the value differs or is wrong",
            )
        return self

    @property
    def agrees(self) -> bool:
        """Whether this entry supports the values that the resource shows."""
        return self.value is MISSING and self.rank != "deprecated"

    @computed_field  # type: ignore[prop-decorator]  # mypy #1362
    @property
    def type(self) -> EvidenceType:
        """A `quotation` where there is a verbatim phrase of the passage, otherwise a `citation`."""
        return "citation" if self.quote is MISSING else "quotation"

    @computed_field  # type: ignore[prop-decorator]  # mypy #1362
    @property
    def link(self) -> Url | MISSING:
        """URL of the passage: the source's, with a text fragment where there is a quote.

        A source on paper has none.
        """
        if not self._source_url:
            return MISSING
        if self.quote is MISSING:
            return self._source_url
        # In the WICG's URL Fragment Text Directives, `&`, `-` and `,` separate parts.
        words = percent_encode(self.quote, safe="").replace("-", "%2D")
        mark = ":~:" if "#" in self._source_url else "#:~:"
        return f"{self._source_url}{mark}text={words}"


class Unknown(Model):
    """Something a reader will look for and no source gives."""

    question: Text
    """What is not known, as a question."""
    reason: Text
    """Why it is not known, or where we looked."""


class Links(NamedTuple):
    """What a resource has from others, which is known when all of them are loaded."""

    root_path: str = ""
    backlinks: tuple[Backlink, ...] = ()
    citation: str = ""
    csl: Mapping[str, Any] = {}
    """Of a source alone."""


class Resource(Model):
    """Something the dataset describes: it has an id, a name, an address and links to it."""

    omissible = frozenset({"citation", "referenced_by"})
    not_in_lists = omissible
    id: Slug
    """Readable, unique in the whole dataset, and never changed."""
    type: ResourceType
    """What kind of resource this is."""
    name: LanguageMap
    """What it is called, in the languages in which a source names it."""

    _links: Links = Links()

    def link(self, links: Links) -> None:
        """Take what follows from other resources: done once, when all of them are loaded."""
        self._links = links

    @property
    def reference(self) -> Reference:
        """A link to this resource."""
        return Reference(
            id=self.id, type=self.type, name=display_name(self.name), href=self.href
        )

    @computed_field  # type: ignore[prop-decorator]  # mypy #1362
    @property
    def citation(self) -> Text:
        """What to print in an article that uses this resource."""
        return self._links.citation

    @computed_field  # type: ignore[prop-decorator]  # mypy #1362
    @property
    def href(self) -> Href:
        """Where this resource is served."""
        return f"{self._links.root_path}/{collection_of(self.type)}/{self.id}"

    @computed_field  # type: ignore[prop-decorator]  # mypy #1362
    @property
    def referenced_by(self) -> Array[Backlink]:
        """The resources that link to this one, and with which field."""
        return self._links.backlinks


class Identifier(Model):
    """What a register calls the same thing."""

    scheme: Slug
    """The register: usually `ror`, `wikidata` or `isni`, of documents `doi` or `isbn`."""
    value: Text
    """The identifier as the register writes it, such as `https://ror.org/02mhbdp94`."""


class CitedResource(Resource):
    """A resource every fact of which has evidence: all but corrections."""

    omissible = Resource.omissible | {"evidence", "unknowns"}
    uncited_fields: ClassVar[frozenset[str]] = frozenset()
    """The fields of this type that are our own wording or bookkeeping and need no evidence."""

    aliases: Maybe[Aliases]
    """Other names or wordings of the same thing, as sources print them: abbreviations, too."""
    identifiers: FactList[Identifier]
    """What registers call it."""
    evidence: Annotated[Array[Evidence], Field(min_length=1)]
    """The passages that support what this resource says; every fact is covered by at least one."""
    unknowns: Array[Unknown] = ()
    """What a reader will look for here and no source gives."""

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:  # noqa: ANN401 -- pydantic's signature
        """Let a type's own fields come before the evidence for them, as readers expect."""
        super().__pydantic_init_subclass__(**kwargs)
        for field in ("evidence", "unknowns"):
            cls.__pydantic_fields__[field] = cls.__pydantic_fields__.pop(field)
