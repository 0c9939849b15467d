"""Actions: published ones with their commits, and the files of one's own."""
