"""The HTML report: what its templates need beside the report itself."""
