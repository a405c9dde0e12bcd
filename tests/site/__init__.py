"""Tests of the site: its data, its scripts, and its pages in browsers."""
