"""Tracking parameters: what mailings, advertisements and social networks append to links."""

_PREFIX = b"utm_"
_NAMES = frozenset(
    {
        b"_ga",  # Google Analytics
        b"_gl",
        b"dclid",  # Google's advertisements
        b"gbraid",
        b"gclid",
        b"gclsrc",
        b"wbraid",
        b"srsltid",  # Google's results
        b"fbclid",  # Facebook
        b"igsh",  # Instagram
        b"igshid",
        b"li_fat_id",  # LinkedIn
        b"mc_cid",  # Mailchimp
        b"mc_eid",
        b"msclkid",  # Bing
        b"ttclid",  # TikTok
        b"twclid",  # X
        b"yclid",  # Yandex
    }
)
"""Not `ref`, which some newsletters append: here it may be a misspelt filter, and an answer that
ignores a filter is wrong."""


def without_tracking(query: bytes) -> bytes:
    """Return a query string without its tracking parameters; the others stay as they are."""
    parameters = query.split(b"&")
    return b"&".join([part for part in parameters if not _is_tracking(part)])


def _is_tracking(parameter: bytes) -> bool:
    name = parameter.partition(b"=")[0]
    return name in _NAMES or name.startswith(_PREFIX)
