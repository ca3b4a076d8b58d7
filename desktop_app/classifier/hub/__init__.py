"""Where a model's files are: on the Hugging Face Hub, in its cache or in a folder."""
