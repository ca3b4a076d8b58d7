"""What runs beside the window: QtCore only, between its signals and the packages without Qt."""
