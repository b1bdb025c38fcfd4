"""Proactive negotiation: codings (RFC 9110 §12.5.3) and media types (§12.5.1)."""

import re
from collections.abc import Iterable

IDENTITY = "identity"
ONLY_IDENTITY = (IDENTITY,)

# Servers set no limit to a field's length; no client has more to say than this.
_READ_UP_TO = 4096
# Between codings that a client wants equally, the earlier one is sent.
OFFERED = ("br", "gzip", IDENTITY)
# Identity is acceptable even when it is not listed, but less than anything that is.
_UNLISTED = 0.0001

_TOKEN = r"[!#$%&'*+.^_`|~0-9a-z-]+"  # noqa: S105 - a token of the grammar, not of a login
_CODING = re.compile(_TOKEN)
_RANGE = re.compile(rf"(?:\*/\*|{_TOKEN}/\*|{_TOKEN}/{_TOKEN})")
_QVALUE = re.compile(r"q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")
# Quoted parameters may hide commas; which value they have never matters to what we offer.
_QUOTED = re.compile(r'"[^"]*"')


def codings(value: bytes) -> tuple[str, ...]:
    """List the codings a client accepts, best first (RFC 9110 §12.5.3); empty: none at all.

    Malformed members are skipped; `x-gzip` is gzip (§8.4.1.3).
    """
    weights: dict[str, float] = {}
    for name, parameters in _members(value):
        quality = _quality(parameters)
        if quality is not None and _CODING.fullmatch(name):
            coding = "gzip" if name == "x-gzip" else name
            weights[coding] = max(quality, weights.get(coding, 0.0))
    rest = weights.get("*", 0.0)
    default = {"br": rest, "gzip": rest, IDENTITY: weights.get("*", _UNLISTED)}
    wanted = {coding: weights.get(coding, default[coding]) for coding in OFFERED}
    return tuple(sorted((c for c in OFFERED if wanted[c] > 0), key=lambda c: -wanted[c]))


def quality(accept: bytes, media_type: str) -> float:
    """Give the weight of a media type under an Accept field (RFC 9110 §12.5.1); 0: not acceptable.

    The most specific range decides. Parameters of a range other than q are not held against us
    (`application/json;charset=utf-8` gets JSON): an answer is more use than a 406 (§15.5.7). An
    Accept without one well-formed range says nothing, so that everything is acceptable.
    """
    kind = media_type.partition("/")[0]
    rank = {"*/*": 0, f"{kind}/*": 1, media_type: 2}
    found: list[tuple[int, float]] = []
    readable = False
    for name, parameters in _members(accept):
        weight = _quality(p for p in parameters if p.startswith("q="))
        if weight is None or not _RANGE.fullmatch(name):
            continue
        readable = True
        plain = all(p.startswith("q=") for p in parameters)
        # "text/html;level=1;q=0" refuses one kind of HTML, not HTML.
        if name in rank and (plain or weight > 0):
            found.append((rank[name], weight))
    return max(found, default=(0, 0.0))[1] if readable else 1.0


def _members(value: bytes) -> Iterable[tuple[str, tuple[str, ...]]]:
    text = _QUOTED.sub('""', value[:_READ_UP_TO].decode("latin-1").lower())
    for member in text.split(","):
        name, *parameters = (part.strip(" \t") for part in member.split(";"))
        yield name, tuple(p for p in parameters if p)


def _quality(parameters: Iterable[str]) -> float | None:
    weight = 1.0
    for parameter in parameters:
        match = _QVALUE.fullmatch(parameter)
        if match is None:
            return None
        weight = float(match[1])
    return weight
