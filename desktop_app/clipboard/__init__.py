"""What clipboard mode looks at and what it passes over, without a clipboard at hand."""
