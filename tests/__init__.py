"""The tests: they mirror kg/, with a case a file for shapes and queries."""
