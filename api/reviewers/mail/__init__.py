"""Answers by mail: the codes in them, what else a mail says, and whether it is surely a yes."""
