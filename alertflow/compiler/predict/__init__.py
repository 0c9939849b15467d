"""What will happen to an alert: what Alertmanager does with it, and what the workflow's scripts decide.

GitHub's conditions read what the scripts set: the decision, the commands that were chosen, which secrets are
there. A script is known by its text, so this holds for a workflow that was just compiled and for one that was
read from a file, as long as nobody changed it. What depends on the world (is the budget spent, is the secret
set) is taken to be well, and said.

>>> predicted = predict(workflow, "repository_dispatch", {"client_payload": event})     # doctest: +SKIP
>>> run = simulate(workflow, event, outputs=predicted.outputs, outcomes=predicted.outcomes)  # doctest: +SKIP
>>> predicted.assumed(run)                                                               # doctest: +SKIP
"""

from alertflow.compiler.predict.routing import Dispatched, Hidden, Routed, Told, routed
from alertflow.compiler.predict.scripts import Prediction, Wanted, predict

__all__ = ["Dispatched", "Hidden", "Prediction", "Routed", "Told", "Wanted", "predict", "routed"]
