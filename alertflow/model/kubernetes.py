"""What is generated for a cluster: rules and configuration for operators, and the remediation's account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from alertflow import prometheus
from alertflow.declared import Declared, Expected, Items
from alertflow.kubernetes.names import labels_mistake
from alertflow.model.permission import ObjectName
from alertflow.model.text import FolderPath

_Server = Annotated[
    str,
    Field(pattern=r"^(https?://[^\s/]+\S*)?$"),
    Expected("Should be an address that begins with http:// or https://"),
]


def _labels(labels: Mapping[str, str]) -> Mapping[str, str]:
    if wrong := labels_mistake(labels):
        raise ValueError(wrong)
    return labels


class AlertmanagerSecret(Declared):
    """The whole Alertmanager configuration, in a Secret: `AlertmanagerSecret("alertmanager-main")`.

    An operator's Alertmanager NAME reads the Secret `alertmanager-NAME`, or the one that its `configSecret`
    names, and takes it as it is unless it has an `alertmanagerConfigSelector`; with one, the operator must
    know every key of it, those of direct dispatch (`http_headers`, `payload`) among them.

    Credentials stay files: what its `spec.secrets` lists is mounted as
    `/etc/alertmanager/secrets/SECRET/KEY`, which is then the `url_file` or `token_file` to give. The
    annotation `alertflow/files` of the Secret lists the files that the configuration reads.
    """

    name: ObjectName = Field(default="alertmanager-main", kw_only=False)


class AlertmanagerObject(Declared):
    """The routes, receivers and inhibitions, in an AlertmanagerConfig, for the operator to add to others.

    Credentials are values of Secrets beside it: `/etc/alertmanager/secrets/SECRET/KEY` is that key of that
    Secret, another file the key of its name in the Secret `credentials`. It has no HTTP headers, so alerts
    reach GitHub by a bridge only. Unless the Alertmanager's `alertmanagerConfigMatcherStrategy` says
    otherwise, it is for alerts with the label `namespace` of its own namespace, and for no others.
    """

    credentials: ObjectName = Field(default="alertmanager-credentials", kw_only=False)


class Autoscale(Declared):
    """Scales a deployment by a query, with KEDA: to as many replicas as the value holds thresholds.

    `Autoscale("shop", query="sum(rate(http_requests_total[2m]))", threshold=100, maximum=10)` keeps at most
    100 requests a second for each replica. While the query has no value, the replicas stay as they are. KEDA
    makes an autoscaler of its own, `keda-hpa-NAME`, and keeps it as it made it: the deployment must have no
    other, and what a command `scale` raises there is put back.
    """

    deployment: ObjectName = Field(kw_only=False)
    query: str = Field(min_length=1)
    """Gives one value: an aggregation without `by`."""
    threshold: float = Field(gt=0)
    """What one replica may have of it."""
    minimum: int = Field(default=1, ge=0)
    """With 0 there is none while the value is 0."""
    maximum: int = Field(ge=1)
    namespace: ObjectName = "default"

    @model_validator(mode="after")
    def _can_be_scaled(self) -> Self:
        if self.minimum > self.maximum:
            raise ValueError(f"minimum={self.minimum} is above maximum={self.maximum}.")
        try:
            prometheus.called(self.query)
        except prometheus.PromqlError as error:
            raise ValueError(f"query: {error.message}") from None
        return self


class Kubernetes(Declared):
    """Manifests, for the Prometheus operator and KEDA, and for the account that remediates.

    Each goes into a file of its own below `folder`: rules as PrometheusRules, the Alertmanager configuration
    as `alertmanager` says, a ScaledObject for each of `autoscale`, and a ServiceAccount with a Role in each
    namespace that commands work in, which allows just what they do. Its name is `PROJECT-remediation`; a
    kubeconfig for the GitHub secret is made of a token of it (`kubectl create token`).
    """

    namespace: ObjectName = "monitoring"
    """Where the operator's objects and the account are."""
    labels: Annotated[Mapping[str, str], AfterValidator(_labels)] = Field(default_factory=dict)
    """Labels of every object, for selectors such as the operator's `ruleSelector`."""
    alertmanager: AlertmanagerSecret | AlertmanagerObject | None = AlertmanagerSecret()
    """How the operator is given the Alertmanager configuration; None if it is not."""
    autoscale: Items[Autoscale] = ()
    prometheus: _Server = ""
    """The server that KEDA asks; the operator's own in `namespace`, if ''."""
    folder: FolderPath = "k8s/monitoring"
