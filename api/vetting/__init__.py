"""What was read, vetted: each section in each locale, its state, and who vouches for it."""
