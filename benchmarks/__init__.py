"""Measurements beside other libraries; not part of the program."""
