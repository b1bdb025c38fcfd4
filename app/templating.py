"""Templates: the one Jinja environment, in which the pages and the guides are written."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

_HERE = Path(__file__).parent

TEMPLATES = Environment(
    loader=FileSystemLoader(
        [_HERE / "pages" / "templates", _HERE / "api" / "templates"]
    ),
    autoescape=select_autoescape(["html.jinja", "atom.jinja"]),
    trim_blocks=True,
    lstrip_blocks=True,
    undefined=StrictUndefined,
)
"""HTML and XML are escaped; a name that a template does not know is an error."""
