"""Report formats: what each shows, and what no supplier text can do to it."""
