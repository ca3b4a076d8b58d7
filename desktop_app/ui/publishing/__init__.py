"""Sending an adapter to the Hub: asked for, shown, and told about."""
