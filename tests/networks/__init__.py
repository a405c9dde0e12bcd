"""Tests of the projections to networkx."""
