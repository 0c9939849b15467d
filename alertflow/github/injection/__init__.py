"""Text that others write and that becomes code in a workflow: where, by which expression, and whose it is."""

from alertflow.github.injection.finding import Injection, injections
from alertflow.github.injection.sinks import CODE_INPUTS, LOADING, SAFE_FORM, Sink

__all__ = ["CODE_INPUTS", "LOADING", "SAFE_FORM", "Injection", "Sink", "injections"]
