"""Runs neural networks: the encoder."""
