"""Fine-tuning and the making of the starter model, as programs of their own."""
