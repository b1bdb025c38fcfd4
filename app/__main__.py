"""Entry point of `python -m app` and of the script `innotech-record`."""

from app.cli import main

if __name__ == "__main__":
    main()
