"""Tests that what a release promised is still there."""
