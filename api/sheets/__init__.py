"""Pages about a section for translators and reviewers, and the board of languages and states."""
