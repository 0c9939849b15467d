"""Sloth's specifications of service level objectives, typed: the file and the object of a cluster.

from alertflow.sloth import PrometheusServiceLevel, SlothSpec
"""

from typing import TYPE_CHECKING

from alertflow.lazy import lazily

if TYPE_CHECKING:
    from alertflow.sloth.kubernetes import (
        KubernetesAlerting,
        KubernetesEvents,
        KubernetesRaw,
        KubernetesSli,
        KubernetesSlo,
        PrometheusServiceLevel,
        PrometheusServiceLevelSpec,
    )
    from alertflow.sloth.levels import (
        WINDOW,
        Alerting,
        BurnAlert,
        Events,
        Plugin,
        Raw,
        ServiceLevels,
        Sli,
        Slo,
        SloPlugin,
        SloPlugins,
    )
    from alertflow.sloth.spec import SlothSpec
else:
    __getattr__, __dir__ = lazily(
        __name__,
        """
        kubernetes:
            KubernetesAlerting KubernetesEvents KubernetesRaw KubernetesSli KubernetesSlo
            PrometheusServiceLevel PrometheusServiceLevelSpec
        levels:
            WINDOW Alerting BurnAlert Events Plugin Raw ServiceLevels Sli Slo SloPlugin SloPlugins
        spec: SlothSpec
        """,
    )

__all__ = [
    "WINDOW",
    "Alerting",
    "BurnAlert",
    "Events",
    "KubernetesAlerting",
    "KubernetesEvents",
    "KubernetesRaw",
    "KubernetesSli",
    "KubernetesSlo",
    "Plugin",
    "PrometheusServiceLevel",
    "PrometheusServiceLevelSpec",
    "Raw",
    "ServiceLevels",
    "Sli",
    "Slo",
    "SloPlugin",
    "SloPlugins",
    "SlothSpec",
]
