"""What else could judge a manifest, on the same work, in the same run, with equal verdicts."""
