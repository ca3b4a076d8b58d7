"""Which models there are, where they are, and whether they answer as they should. No Qt in here."""
