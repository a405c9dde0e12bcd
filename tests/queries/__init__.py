"""The canned queries: rules for all of them, and rows that were checked by hand, one file per theme."""
