"""The engine that runs a model in PyTorch, and how it gets there."""
