"""Charts of what the history shows, in a window of their own."""
