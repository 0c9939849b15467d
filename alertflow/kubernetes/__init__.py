"""Manifests of Kubernetes and of two operators, typed: rules, Alertmanager's configuration, scaling, access.

from alertflow.kubernetes import Metadata, PrometheusRule, PrometheusRuleSpec, read_manifests

`alertflow.kubernetes.alertmanager_config` has the parts of an AlertmanagerConfig.
"""

from typing import TYPE_CHECKING

from alertflow.lazy import lazily

if TYPE_CHECKING:
    from alertflow.kubernetes.alertmanager_config.config import AlertmanagerConfig, AlertmanagerConfigSpec
    from alertflow.kubernetes.manifest import Manifest, Metadata
    from alertflow.kubernetes.rbac import (
        API_GROUP,
        PolicyRule,
        Role,
        RoleBinding,
        RoleRef,
        ServiceAccount,
        Subject,
    )
    from alertflow.kubernetes.reading import KINDS, Object, objects, read_manifest, read_manifests
    from alertflow.kubernetes.rules import LARGEST_RULES, PrometheusRule, PrometheusRuleSpec, parts
    from alertflow.kubernetes.scaled_object import (
        AuthenticationRef,
        Fallback,
        ScaledObject,
        ScaledObjectSpec,
        ScaleTarget,
        Trigger,
    )
    from alertflow.kubernetes.secret import ALERTMANAGER_KEY, LARGEST_SECRET, Secret
else:
    __getattr__, __dir__ = lazily(
        __name__,
        """
        alertmanager_config.config: AlertmanagerConfig AlertmanagerConfigSpec
        manifest: Manifest Metadata
        rbac: API_GROUP PolicyRule Role RoleBinding RoleRef ServiceAccount Subject
        reading: KINDS Object objects read_manifest read_manifests
        rules: LARGEST_RULES PrometheusRule PrometheusRuleSpec parts
        scaled_object: AuthenticationRef Fallback ScaledObject ScaledObjectSpec ScaleTarget Trigger
        secret: ALERTMANAGER_KEY LARGEST_SECRET Secret
        """,
    )

__all__ = [
    "ALERTMANAGER_KEY",
    "API_GROUP",
    "KINDS",
    "LARGEST_RULES",
    "LARGEST_SECRET",
    "AlertmanagerConfig",
    "AlertmanagerConfigSpec",
    "AuthenticationRef",
    "Fallback",
    "Manifest",
    "Metadata",
    "Object",
    "PolicyRule",
    "PrometheusRule",
    "PrometheusRuleSpec",
    "Role",
    "RoleBinding",
    "RoleRef",
    "ScaleTarget",
    "ScaledObject",
    "ScaledObjectSpec",
    "Secret",
    "ServiceAccount",
    "Subject",
    "Trigger",
    "objects",
    "parts",
    "read_manifest",
    "read_manifests",
]
