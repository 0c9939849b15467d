"""What `alertflow diff` needs beside its command: the two sides, and how the differences are shown."""
