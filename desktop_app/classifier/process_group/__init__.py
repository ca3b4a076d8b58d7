"""Several processes, started together, that work on the same texts or the same training."""
