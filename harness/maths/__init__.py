"""The expression language: formulas from text, their values, whether two are the same.

It knows no reply, no question and no truth; the marker is built on it, and the reference, the importers
and the oracle may use it without the marker. Rooms, each of which imports only those before it: `tree`,
`parsing`, `arithmetic`, `equality`. `values` is the door for those who only want numbers.
"""
