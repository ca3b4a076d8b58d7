"""Earlier answers: searched, opened, corrected, exported, kept and deleted."""
