"""OpenSLO's objects, typed: objectives, indicators, services, sources of metrics, and who is alerted.

from alertflow.openslo import OpenSlo, Slo
"""

from typing import TYPE_CHECKING

from alertflow.lazy import lazily

if TYPE_CHECKING:
    from alertflow.openslo.alerting import (
        AlertCondition,
        AlertConditionSpec,
        AlertNotificationTarget,
        AlertNotificationTargetSpec,
        AlertPolicy,
        AlertPolicySpec,
        Condition,
        ConditionRef,
        InlineCondition,
        InlinePolicy,
        InlineTarget,
        PolicyRef,
        TargetRef,
    )
    from alertflow.openslo.header import VERSION, Metadata, OpenSlo
    from alertflow.openslo.indicators import (
        DataSource,
        DataSourceSpec,
        Indicator,
        Metric,
        MetricSource,
        RatioMetric,
        Service,
        ServiceSpec,
        Sli,
        SliSpec,
    )
    from alertflow.openslo.objectives import Calendar, Objective, Slo, SloSpec, TimeWindow
    from alertflow.openslo.reading import KINDS, class_of
else:
    __getattr__, __dir__ = lazily(
        __name__,
        """
        alerting:
            AlertCondition AlertConditionSpec AlertNotificationTarget AlertNotificationTargetSpec
            AlertPolicy AlertPolicySpec Condition ConditionRef InlineCondition InlinePolicy InlineTarget
            PolicyRef TargetRef
        header: VERSION Metadata OpenSlo
        indicators:
            DataSource DataSourceSpec Indicator Metric MetricSource RatioMetric Service ServiceSpec Sli
            SliSpec
        objectives: Calendar Objective Slo SloSpec TimeWindow
        reading: KINDS class_of
        """,
    )

__all__ = [
    "KINDS",
    "VERSION",
    "AlertCondition",
    "AlertConditionSpec",
    "AlertNotificationTarget",
    "AlertNotificationTargetSpec",
    "AlertPolicy",
    "AlertPolicySpec",
    "Calendar",
    "Condition",
    "ConditionRef",
    "DataSource",
    "DataSourceSpec",
    "Indicator",
    "InlineCondition",
    "InlinePolicy",
    "InlineTarget",
    "Metadata",
    "Metric",
    "MetricSource",
    "Objective",
    "OpenSlo",
    "PolicyRef",
    "RatioMetric",
    "Service",
    "ServiceSpec",
    "Sli",
    "SliSpec",
    "Slo",
    "SloSpec",
    "TargetRef",
    "TimeWindow",
    "class_of",
]
