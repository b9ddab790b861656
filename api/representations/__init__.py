"""What was vetted, as bytes: one module a format. Pure; nothing here knows HTTP's headers or the file system."""
