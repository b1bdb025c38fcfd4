"""ASGI app: what `uvicorn app.main:app` and any other server finds, on the data it is told of."""

import sys

from app.data.dataset import load_dataset
from app.factory import create_app
from app.settings import Settings, check_interpreter

if {"gunicorn.workers.sync", "gunicorn.workers.gthread"} & sys.modules.keys():
    sys.exit("This is an ASGI app: run gunicorn with `-k asgi`.")
try:
    check_interpreter()
    _settings = Settings.from_environment()
    app = create_app(
        load_dataset(_settings.data, _settings.root_path, _settings.origin), _settings
    )
except (OSError, ValueError) as error:
    sys.exit(f"The dataset cannot be served.\n{error}")
