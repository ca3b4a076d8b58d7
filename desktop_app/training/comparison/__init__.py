"""Two models on the same labelled texts, in a process of its own."""
