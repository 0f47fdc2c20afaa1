"""How well, how fast and at what cost messages find their intent, beside other ways to do it; ``make bench``."""
