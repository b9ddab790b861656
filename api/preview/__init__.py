"""The local application of `vertebra preview`: board, sheets, and the form to sign."""
