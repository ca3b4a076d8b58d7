"""The parts of ``on_gpu.py``, each of them run as a process of its own."""
