"""The engine that runs a converted model in OpenVINO."""
