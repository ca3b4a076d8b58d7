"""Clipboard mode as it is seen: the watch, its state in window and tray, notes in the corner."""
