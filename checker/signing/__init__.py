"""Keys, signatures and envelopes (DSSE); nothing here knows what is signed.

`cryptography` is imported where a key is used and nowhere else, so that a run without signatures needs none.
"""
