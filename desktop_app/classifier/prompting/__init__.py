"""From a text to token ids: cleaned, put into the prompt, and cut to its length."""
