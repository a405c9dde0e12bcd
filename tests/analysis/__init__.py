"""Tests of the relationship analyses, each compared with a second way to compute it."""
