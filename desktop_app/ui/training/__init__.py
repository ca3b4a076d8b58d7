"""The trainer's dialog: choose, estimate, watch, judge and use."""
