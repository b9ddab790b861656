"""What translators do with catalogs: sync, confirm, status, and new locales."""
