"""What `uvicorn app.main:app` and `fastapi run` find: the app on the data they are told of."""

import sys

from app.data.check import load_dataset
from app.data.problems import DatasetError
from app.factory import create_app
from app.settings import Settings

try:
    settings = Settings.from_environment()
    app = create_app(load_dataset(settings.data), settings)
except (DatasetError, OSError, ValueError) as error:
    sys.exit(f"The dataset cannot be served.\n{error}")
