"""Tests of `kg.export.portal`."""
