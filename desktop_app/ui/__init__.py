"""What is shown and clicked: widgets, and the controllers that join them to the workers."""
