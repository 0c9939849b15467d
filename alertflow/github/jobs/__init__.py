"""Jobs with their steps, and what they carry."""
