"""Two models on the same texts, in a process of its own."""
