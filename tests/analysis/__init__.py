"""Tests of the relationship analyses, each held against a second way to compute it."""
