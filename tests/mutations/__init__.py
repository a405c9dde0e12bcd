"""Changes to the graph that leave the words of the texts alone, and how many of them a validation finds.

`original` is the committed graph, `kind` what a kind of change is, and `kinds` the table of all kinds, from
the modules named after what they change. `trial` validates changed copies of the project, and `page` writes
the results for the documentation.
"""
