"""Tests of canned queries, parameters and labels, one file per module of `kg.query`."""
