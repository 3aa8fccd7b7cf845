"""Policy tests: cases on changed manifests, what they cover, and which small changes of the policy they notice."""
