"""Ready-made commands to diagnose and act, one module for each kind of system.

`from alertflow.playbooks import kubernetes` loads that one only; there are `kubernetes`, `database`, `http`
and `prometheus`. Each says what a command prints and changes, when it is skipped, and why it may run twice.
"""
