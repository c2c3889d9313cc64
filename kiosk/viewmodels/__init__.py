"""What the screens know: one object per screen, plus the session."""
