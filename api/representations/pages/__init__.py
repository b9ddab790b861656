"""Whole pages for patients: one to read, one to be framed by a partner's page. Pure but for their style and script."""
