"""From what the user names to clean, labelled texts, with an account of what was left out."""
