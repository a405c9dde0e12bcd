"""Tests of canned queries, parameters and labels, a file a module of `kg.query`."""
