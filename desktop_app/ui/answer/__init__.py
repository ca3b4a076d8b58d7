"""A text and its answer: typed, asked about, shown and explained."""
