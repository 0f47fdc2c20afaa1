"""How fast updates are taken in, beside other libraries, all against the same fake Telegram; ``make bench-intake``."""
