"""One writer for each format: rows go out as they come, and a file is there whole or not at all."""
