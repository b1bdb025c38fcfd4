"""Render each answer once, then answer from memory as HTTP wants it.

`Snapshots` is the layer, `Policy` what it adds to answers, `Problem` how its own errors are
written, `AccessLog` who hears of requests, `Rendered` one answer in all its encodings,
`Answer` one of these as it is sent. Nothing in
here knows what the answers are about.
"""

from app.snapshot.access import Access, AccessLog
from app.snapshot.layer import Snapshots
from app.snapshot.policy import Policy, Problem
from app.snapshot.rendered import Rendered
from app.snapshot.variant import Answer

__all__ = ["Access", "AccessLog", "Answer", "Policy", "Problem", "Rendered", "Snapshots"]
