"""Holds claims against the words they were read from.

`texts` finds the source texts, `anchors` holds quotations against their positions, `figures` holds
values, units, comparators and periods against the quotations, `coverage` accounts for every sentence,
clause and run of digits, `anchoring` fills in what a curator leaves to the machine.
"""
