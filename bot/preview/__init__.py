"""A local Telegram: the Bot API on loopback and a chat page in front of it."""
