"""Breathing Room: a Telegram bot for people whose partner has gone distant."""
