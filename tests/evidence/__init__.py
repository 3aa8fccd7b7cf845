"""Evidence files: opened safely, compared with what a manifest states."""
