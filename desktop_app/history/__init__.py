"""What was asked and answered, kept in SQLite. No Qt in here."""
