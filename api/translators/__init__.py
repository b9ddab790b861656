"""What translators do with catalogs: sync, confirm, new locales, hand-off, accept, inspect."""
