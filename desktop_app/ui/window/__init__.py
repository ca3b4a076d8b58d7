"""The window itself: its menus and bars, and what it says of the program."""
