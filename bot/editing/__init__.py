"""What editors do with the content: add, see what moves, write safely, take back. The bot itself needs none of it."""
