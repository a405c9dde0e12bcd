"""What leaves the project: a format a file."""
