"""One reader for each format: streams of rows, none of which needs the whole file in memory."""
