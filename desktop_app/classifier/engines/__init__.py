"""What runs a model: PyTorch, or OpenVINO with a model converted for it."""
