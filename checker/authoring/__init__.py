"""What those who write policies and manifests use: tests, lint, diff, pages, scaffolds, packs."""
