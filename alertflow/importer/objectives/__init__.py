"""Objectives that people have, as `Slo`s: of Sloth, of OpenSLO, and of burn-rate alerts written by hand."""

from alertflow.importer.objectives.importing import objectives
from alertflow.importer.objectives.pairs import Pairs, burn_rate_pairs

__all__ = ["Pairs", "burn_rate_pairs", "objectives"]
