"""Money: a sum with its currency, and how exactly it was stated."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from typing_extensions import TypeAliasType

from app.models.base import Model, refuse

CURRENCY_PATTERN = r"^[A-Z]{3}$"
_CURRENCIES_MEANT = {"RMB": "CNY", "NTD": "TWD", "UKP": "GBP", "YEN": "JPY"}


def _currency(code: str) -> str:
    if code in _CURRENCIES_MEANT:
        refuse(f"{code!r} is no code of ISO 4217", f"Write {_CURRENCIES_MEANT[code]!r}")
    return code


Comparator = TypeAliasType(
    "Comparator", Literal["equal", "more-than", "less-than", "about"]
)


class Money(Model):
    """A sum, its currency, and how exactly it was stated."""

    comparator: Comparator
    """How the true sum relates to `amount`; `equal` is the figure as printed, unqualified."""
    amount: Annotated[int, Field(ge=0, le=10**15)]
    """Whole units of the currency (dollars, not cents or millions)."""
    currency: Annotated[str, Field(pattern=CURRENCY_PATTERN), AfterValidator(_currency)]
    """ISO 4217 code, such as USD."""
