"""Checks of translated text: one rule a file, each a pure function from an English text and its translation to faults."""
