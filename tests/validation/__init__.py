"""Tests of what validation is made of, one file a module."""
