"""Tests of what authors of policies and manifests use."""
