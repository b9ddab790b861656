"""Everything that is served, as one immutable value: how it is built, and how it is loaded from files."""
