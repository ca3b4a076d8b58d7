"""Two models on the same texts, side by side."""
