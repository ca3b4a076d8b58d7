"""The formats of files: what they are recognised by, read with, and called.

Each module declares its ``Format`` objects; ``registry`` lists them and is what others ask.
"""
