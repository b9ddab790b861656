"""Pages for translators, as HTML: the preview's, and the one that a hand-off has in it. Pure but for their style and script."""
