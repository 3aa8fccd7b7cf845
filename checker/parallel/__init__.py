"""Many documents at once: a run is cut into tasks, and what comes of each is put back in order."""
