"""YAML files → ``Content``: what editors write, and every problem in it with its place and its remedy."""
