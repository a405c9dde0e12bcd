"""RDF: terms and prefixes, the store that answers SPARQL, statements by subject, and files in Turtle."""
