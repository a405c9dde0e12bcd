"""Tests of the measurements, and of the projects that they are made on."""
