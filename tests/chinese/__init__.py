"""Tests of the reading of Chinese texts, a file a module of `kg.chinese`."""
