"""The pure core: (content, session, message) → turn. No I/O, clock, randomness, logging or async in this folder."""
