"""The whole API as a folder of files that any static host can serve."""

from app.export.exporting import Made, export

__all__ = ["Made", "export"]
