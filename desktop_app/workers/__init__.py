"""What runs beside the window: QtCore only, between its signals and the rooms without Qt."""
