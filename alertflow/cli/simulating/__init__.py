"""What `alertflow simulate` does: from what a person says to a page that answers."""
