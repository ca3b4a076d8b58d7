"""Models that were converted for OpenVINO: found, described, asked for where they are missing."""
