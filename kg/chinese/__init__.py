"""Chinese texts: their clean reading, sentences and clauses, numbers, and width on a screen."""
