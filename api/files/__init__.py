"""Where things lie in the folders, locks on them, and files written whole or not at all."""
