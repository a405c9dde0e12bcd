"""Tests of evidence, one file per module of `kg.evidence`."""
