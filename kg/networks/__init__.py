"""Projections of the graph to networkx, one per module: the one place where statements become edges.

Each docstring says what the projection loses. `entities` has all entities and the object properties between
them, and `excerpt` chooses a part of it. `adoption`, `targets` and `roles` are bipartite networks, and
`projection` projects one of them on one side. `documents` is the citation network.
"""
