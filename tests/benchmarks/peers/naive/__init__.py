"""What a good engineer writes in a week with what is given: PyYAML or json, jsonschema, and a loop over the policies.

The loop judges everything that the ten policies of the benchmark ask and that generated manifests can get wrong. Its
verdicts on each requirement are those of the program; it gives its reasons as codes, with no places and no sentences.
"""
