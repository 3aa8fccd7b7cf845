"""Keys, signatures, envelopes (DSSE), and the statement by which somebody stands behind a file.

`cryptography` is imported where a key is used and nowhere else, so that a run without signatures needs none.
"""
