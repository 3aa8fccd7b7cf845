"""One policy that is simple enough to be written by hand in Rego, CEL and Python, and still judges both kinds."""
