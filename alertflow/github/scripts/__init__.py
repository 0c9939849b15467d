"""What a step's script does with a value: the shell's quoting, the commands that run text as code, and the
way of an expression into a variable.
"""
