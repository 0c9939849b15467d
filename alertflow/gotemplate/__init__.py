"""Go's text/template, in which Prometheus and Alertmanager write their messages: read, and checked.

from alertflow.gotemplate import Environment, check, parse

It knows no program: which data and functions a template meets is told by an `Environment`.
"""

from alertflow.gotemplate.builtins import BUILTINS
from alertflow.gotemplate.checking import Checked, check
from alertflow.gotemplate.cursor import TemplateSyntaxError
from alertflow.gotemplate.environment import Environment
from alertflow.gotemplate.parser import parse
from alertflow.gotemplate.problems import Problem, ProblemKind, Read, syntax_problem
from alertflow.gotemplate.tree import Define, Place, Template
from alertflow.gotemplate.types import ANY, NIL, Function, Type, list_of, map_of

__all__ = [
    "ANY",
    "BUILTINS",
    "NIL",
    "Checked",
    "Define",
    "Environment",
    "Function",
    "Place",
    "Problem",
    "ProblemKind",
    "Read",
    "Template",
    "TemplateSyntaxError",
    "Type",
    "check",
    "list_of",
    "map_of",
    "parse",
    "syntax_problem",
]
