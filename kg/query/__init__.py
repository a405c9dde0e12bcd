"""Questions to the graph: the canned queries, their parameters, and answers in the user's language."""
