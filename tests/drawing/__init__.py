"""Tests of what charts and diagrams share."""
