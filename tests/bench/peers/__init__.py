"""The same workflows written with alertflow and with each of its peers."""
