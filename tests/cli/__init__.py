"""Tests of the command line, a file a module of `kg.cli`."""
