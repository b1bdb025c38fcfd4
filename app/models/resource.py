"""Resource: what everything that the dataset describes has in common."""

from typing import Annotated, Any, ClassVar

from pydantic import ConfigDict, Field, computed_field

from app.models.base import Array, LanguageMap, Model, Slug, Text
from app.models.evidence import Evidence, Unknown
from app.models.reference import Backlink, Href, Reference, ResourceType, href_of


class Resource(Model):
    """Something the dataset describes: it has an id, a name, an address and links to it."""

    # Building all validators at import would double the time of `--help`.
    model_config = ConfigDict(defer_build=True)

    id: Slug
    """Readable, unique in the whole dataset, and never changed."""
    type: ResourceType
    """What kind of resource this is."""
    name: LanguageMap
    """What it is called, in the languages in which a source names it."""

    _loaded: Any = None

    def model_post_init(self, context: Any, /) -> None:  # noqa: ANN401 -- pydantic's signature
        """Remember the validation context, which knows the links to this resource."""
        self._loaded = context

    @property
    def reference(self) -> Reference:
        """A link to this resource."""
        return Reference(id=self.id, type=self.type, name=self.name.label, href=self.href)

    @computed_field  # type: ignore[prop-decorator]  # mypy #1362
    @property
    def citation(self) -> Text:
        """What to print in an article that uses this resource."""
        return str(self._loaded.citation(self))

    @computed_field  # type: ignore[prop-decorator]  # mypy #1362
    @property
    def href(self) -> Href:
        """Where this resource is served."""
        return href_of(self.type, self.id)

    @computed_field  # type: ignore[prop-decorator]  # mypy #1362
    @property
    def referenced_by(self) -> Array[Backlink]:
        """The resources that link to this one, and with which field."""
        return tuple(self._loaded.backlinks.get(self.id, ()))


class CitedResource(Resource):
    """A resource every fact of which has evidence: all but corrections."""

    uncited_fields: ClassVar[frozenset[str]] = frozenset()
    """The fields of this type that are our own wording or bookkeeping and need no evidence,
    beyond `id`, `type`, `evidence` and `unknowns`, which never do."""

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
