"""The folders, and everything that they hold, as one value."""
