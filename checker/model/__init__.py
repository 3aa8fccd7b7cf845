"""Frozen types that the whole program speaks in; no input or output here.

The modules that hold many NamedTuples do without postponed annotations: NamedTuple would compile the text of each at
start-up, which a run over one manifest would notice.
"""
