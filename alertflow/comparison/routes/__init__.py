"""Two Alertmanager configurations compared, over all label sets that tell their routes apart."""
