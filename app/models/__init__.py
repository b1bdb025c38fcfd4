"""The domain: one small model for each idea, and nothing of HTTP."""

from collections.abc import Mapping

from app.models.agreement import Agreement, CooperationArea, FundingScheme, Party
from app.models.correction import Correction
from app.models.event import Event, Statement
from app.models.organization import Entrustment, Organization, Person, Platform
from app.models.reference import ResourceType, collection_of
from app.models.resource import CitedResource, Resource
from app.models.source import Source

MODELS: Mapping[ResourceType, type[Resource]] = {
    "agreement": Agreement,
    "area": CooperationArea,
    "party": Party,
    "organization": Organization,
    "person": Person,
    "platform": Platform,
    "entrustment": Entrustment,
    "funding-scheme": FundingScheme,
    "event": Event,
    "statement": Statement,
    "source": Source,
    "correction": Correction,
}
"""The model of each type of resource, in the order in which collections are listed."""

FILES: Mapping[str, ResourceType] = {collection_of(type_): type_ for type_ in MODELS}
"""The file of each collection, without `.json`, and the type of resource in it."""

__all__ = ["FILES", "MODELS", "Agreement", "CitedResource", "CooperationArea"]
__all__ += ["Correction", "Event", "Organization", "Person", "Resource", "Source"]
