"""Which models there are, what of them is on this computer, and how they get there."""
