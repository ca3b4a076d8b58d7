"""Text in, ``Prediction`` out. No Qt in here."""

# Before any module of this package can import a model library.
from desktop_app.classifier import library_settings as library_settings
