"""Models: which one answers, how it is run, and what else there is to fetch."""
