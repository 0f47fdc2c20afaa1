"""Fits the weights that the dialogue ships with to its own phrases and public data; ``make calibrate``."""
