"""locales/ to catalogs: the only place that knows PO files, and the only one that hands them to Babel."""
