"""Charts: the rows of a canned query in one drawing, as an image or as a page with the claims behind it.

A chart has three modules: `targets_rows` reads, `targets_figure` draws, and `targets` puts both together and
registers the chart. `chart` says what a chart is; `web` and `claims` make the page.
"""
