"""Keys, signatures and envelopes (DSSE); nothing here knows what is signed."""
