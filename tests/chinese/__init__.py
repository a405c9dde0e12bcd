"""Tests of the reading of Chinese texts, one file per module of `kg.chinese`."""
