"""The canned queries: what every one must hold, and rows that a hand has checked, a theme a file."""
