"""From what the page shows to HTML: Jinja2, everything escaped."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from app.models.href import at_base
from app.pages.phrases import counted

_HERE = Path(__file__).parent


@pass_context  # which also keeps Jinja2 from working it out once, for constants, at no prefix
def _address(context: Context, href: str) -> str:
    """Return where a link leads: addresses of ours lie below the path prefix."""
    del context
    return at_base(href) if href.startswith("/") else href


@cache
def environment() -> Environment:
    """Return the environment of all templates."""
    jinja = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.filters["address"] = _address
    jinja.globals["counted"] = counted
    return jinja


def render(template: str, **context: object) -> str:
    """Return a rendered template."""
    return environment().get_template(template).render(context)


@cache
def asset(name: str) -> bytes:
    """Return a file that the page needs."""
    return (_HERE / "assets" / name).read_bytes()
