"""What `alertflow pin` does: asks GitHub, and writes commits."""
