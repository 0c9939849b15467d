"""What `alertflow check` does with files that nobody generated."""
