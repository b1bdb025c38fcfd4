"""Sums of money as they were stated."""

from typing import Annotated, Literal

from pydantic import Field

from app.models.base import Model
from app.models.edtf import Edtf


class Money(Model):
    """A sum, its currency, and how exactly it was stated."""

    comparator: Literal["equal", "more-than", "less-than", "about"]
    """How the true sum relates to `amount`; `equal` is the figure as printed, unqualified."""
    amount: Annotated[int, Field(ge=0, le=10**15)]
    """Whole units of the currency (dollars, not cents or millions)."""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$", min_length=3, max_length=3)]
    """ISO 4217 code, such as USD."""


class DatedSum(Model):
    """A sum that was true on a date."""

    money: Money
    """The sum."""
    as_of: Edtf
    """When the source stated it, in EDTF."""
