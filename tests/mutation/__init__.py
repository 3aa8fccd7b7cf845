"""Mutation testing of what decides: `python -m tests.mutation` (`make mutate`).

mutmut's operators make the mutants. Its runner is not used: it starts pytest anew in every fork, which takes longer
than nine of ten mutants live, and leaves out properties and everything else that has a decorator. Here one process has
imported and collected everything; each mutant is a fork of it, in which the code of one function is exchanged.
"""
