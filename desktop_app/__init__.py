"""Valence: reads the sentiment of short texts, on the user's own machine."""

__version__ = "0.1.0"
