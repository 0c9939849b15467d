"""Checks of objectives that Sloth or OpenSLO describe: their targets, their queries, their alerts."""
