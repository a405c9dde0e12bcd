"""Tests of evidence, a file a module of `kg.evidence`."""
