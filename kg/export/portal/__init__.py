"""Describes the data set for portals and annotation tools, from the graph and `data/portal/`."""
