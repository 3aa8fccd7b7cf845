"""Fuzzing: bytes made by a coverage-guided fuzzer, for whatever takes in what suppliers and buyers write.

`targets/` has one module per target: `attempt(data)` raises where a property does not hold, `seeds()` gives inputs to
start from, `WORDS` what the fuzzer puts together. `corpus/<target>/` keeps inputs that once were wrong or that reach
what little else does; `test_corpus.py` replays them in the suite, without the fuzzer. `run.py` is `make fuzz`.
"""
