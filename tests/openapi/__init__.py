"""Tests of the OpenAPI document and of the JSON Schemas for authors."""
