"""ASGI app: what `uvicorn app.main:app` and any other server finds, on the data it is told of."""

import sys

from app.data.dataset import load_dataset
from app.data.errors import DatasetError
from app.factory import create_app
from app.settings import Settings, SettingsError, check_interpreter

if {"gunicorn.workers.sync", "gunicorn.workers.gthread"} & sys.modules.keys():
    sys.exit("This is an ASGI app: run gunicorn with `-k asgi`.")
try:
    check_interpreter()
    _settings = Settings.from_environment()
    _dataset = load_dataset(_settings.data, _settings.root_path, _settings.origin)
except (OSError, SettingsError, DatasetError) as error:
    sys.exit(f"The dataset cannot be served.\n{error}")
app = create_app(_dataset, _settings)
