"""Diagrams: networks with positions, as images, as pages to explore, or as files for other programs.

`scene` says what a diagram shows, `network` and `lineage` read it from the graph, and `*_figure` draw it.
`layout`, `layers`, `curves` and `labelling` find positions; `gexf`, `graphml`, `cytoscape`, `mermaid` and
`viewer` write files.
"""
