"""Append-only records: sign-offs, same-meaning records, withdrawals; and the reviewers."""
