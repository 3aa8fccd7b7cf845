"""The rows of the benchmark: each file measures one kind of work and says which targets it meets.

`ORDER` and `measure(setting)`, which returns a `Section`; found by being here.
"""
