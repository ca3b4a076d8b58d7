"""What is shown and clicked: widgets, and the presenters that join them to the workers."""
