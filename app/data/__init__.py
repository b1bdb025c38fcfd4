"""The data: from a folder of JSON files to a checked, linked, immutable dataset."""
