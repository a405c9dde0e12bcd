"""The site: pages, search, and SPARQL in the browser."""
