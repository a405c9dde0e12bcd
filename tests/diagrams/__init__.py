"""Tests of diagrams."""
