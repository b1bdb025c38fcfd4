"""The domain: one small model for each idea, and nothing of HTTP."""

from collections.abc import Mapping

from app.models.agreement import Agreement
from app.models.area import CooperationArea
from app.models.correction import Correction
from app.models.entrustment import Entrustment
from app.models.event import Event
from app.models.funding_scheme import FundingScheme
from app.models.organization import Organization
from app.models.party import Party
from app.models.person import Person
from app.models.platform import Platform
from app.models.reference import ResourceType
from app.models.resource import CitedResource, Resource
from app.models.source import Source
from app.models.statement import Statement

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

__all__ = ["MODELS", "Agreement", "CitedResource", "CooperationArea", "Correction"]
__all__ += ["Event", "Resource", "Source"]
