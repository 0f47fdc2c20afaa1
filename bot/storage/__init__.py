"""What outlives a turn: sessions and the ids of handled updates. No message text is ever stored."""
