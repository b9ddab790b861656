"""Who is shown what: editions under a policy, as a value that answers without rendering, and how two of them differ."""
