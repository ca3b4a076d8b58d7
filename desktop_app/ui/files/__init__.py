"""Files in the window: opened, labelled in the background, looked at and exported."""
