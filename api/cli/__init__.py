"""The command `vertebra`: arguments, printing, exit codes. No logic."""
