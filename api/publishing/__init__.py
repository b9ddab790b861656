"""What changes what is shown: withdrawals."""
