"""Who may sign what: candidates, signing, answers by mail, audit, what is due, and the page that asks."""
