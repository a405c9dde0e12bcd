"""Tests of the guards, on the committed graph with one change each."""
