"""Base and adapter become one model for OpenVINO: merged, traced, compressed, compared, kept."""
