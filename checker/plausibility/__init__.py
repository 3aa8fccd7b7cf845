"""Whether what a manifest states can be so, without any policy."""
