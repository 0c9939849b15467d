"""Python as text: what is to be written, how it is named, and how it is laid out."""
