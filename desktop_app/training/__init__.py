"""Training runs beside the window: their settings, their start, what they say and how they end."""
