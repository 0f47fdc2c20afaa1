"""The bot in the terminal: a conversation, and the matcher's view of messages."""
