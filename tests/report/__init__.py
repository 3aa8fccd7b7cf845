"""The report itself: its entries, its excerpts, and how a saved one is read again."""
