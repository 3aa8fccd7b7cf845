"""Two policies compared: which is stricter, rule by rule; only what is proven is claimed."""
