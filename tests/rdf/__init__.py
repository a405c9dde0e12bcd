"""Tests of terms, stores, statements and Turtle, a file a module of `kg.rdf`."""
