"""The HTTP server: the pages of the site, the data of each IRI, and a SPARQL endpoint, all read-only.

`app` puts the parts together, `resources` finds what an address means, `service` is the SPARQL endpoint, and
`running` listens. Queries run in processes of their own (`pool`, `worker`), since an engine cannot be stopped
from outside.
"""
