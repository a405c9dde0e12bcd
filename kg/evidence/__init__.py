"""Checks claims against the source texts.

`texts` finds the source texts, `anchors` checks the offsets of quotations, `figures` compares values,
units, comparators, and periods with the quotations, `coverage` accounts for every sentence, clause, and
run of digits, and `anchoring` fills in what can be computed.
"""
