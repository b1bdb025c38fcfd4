"""What each collection holds, in words: for the documentation."""

from collections.abc import Mapping
from types import MappingProxyType

from app.models.reference import ResourceType

ABOUT: Mapping[ResourceType, str] = MappingProxyType(
    {
        "agreement": "Signed documents: who entered them, when, and how they belong together.",
        "area": "The numbered areas of cooperation that an agreement names, in its order.",
        "party": "The bodies that entered an agreement, and the side on which each stands.",
        "organization": "Companies, academies, newspapers and other bodies that are no party.",
        "person": "People and their offices, each dated by the source that shows them in it.",
        "platform": "National open innovation platforms for next-generation AI, each for a field.",
        "entrustment": "The acts by which a company is entrusted with establishing a platform.",
        "funding-scheme": "Schemes of joint funding that an agreement frames.",
        "event": "What happened, in the order of time, dated as precisely as the source.",
        "statement": "What someone said: attributed, and never presented as fact.",
        "source": "The documents that are cited, with their publisher, date, language and address.",
    }
)
"""A sentence on each type of resource."""
