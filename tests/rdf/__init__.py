"""Tests of terms, stores, statements and Turtle, one file per module of `kg.rdf`."""
