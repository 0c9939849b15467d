"""The scripts that change a deployment: each checks first whether it should, and may run twice."""

from __future__ import annotations

from alertflow.playbooks.kubernetes.cluster import KUBE

_STATE = (
    KUBE
    + r"""
state=$(kube get deployment "$DEPLOYMENT" --ignore-not-found -o json)
[ -n "$state" ] || skip "deployment/$DEPLOYMENT does not exist in namespace $NAMESPACE"
field() { jq -r "$1" <<<"$state"; }
[ "$(field '.spec.paused // false')" = false ] || skip "the rollout of deployment/$DEPLOYMENT is paused"
[ "$(field '.spec.replicas')" != 0 ] || skip "deployment/$DEPLOYMENT is scaled to zero, which somebody wanted"
"""
)

_AGE = r"""
# age TIME: how many seconds ago that was; very many where there is no such time.
age() {
  local at=0
  [ -z "$1" ] || at=$(date -d "$1" +%s) || at=0
  printf '%s' "$(($(date +%s) - at))"
}
"""

RESTART = (
    _STATE
    + _AGE
    + r"""
under_way=$(jq -r '[.status.conditions[]? | select(.type == "Progressing")][0] as $progress
  | (.status.observedGeneration // 0) < .metadata.generation
    or if $progress != null then $progress.status == "True" and $progress.reason != "NewReplicaSetAvailable"
       else .status.updatedReplicas != .spec.replicas or .status.replicas != .spec.replicas end' <<<"$state")
[ "$under_way" = false ] || skip "a rollout of deployment/$DEPLOYMENT is under way"
last=$(age "$(field '.spec.template.metadata.annotations["kubectl.kubernetes.io/restartedAt"] // ""')")
((last > PAUSE)) || skip "deployment/$DEPLOYMENT was already restarted $last seconds ago"

# Disruption budgets count while pods are ready, if the restart takes one before its replacement is ready.
budgets=$(kube get poddisruptionbudgets -o json) || {
  warn "Restart" "the PodDisruptionBudgets cannot be read, so none was considered"
  budgets='{"items": []}'
}
blocking=$(printf '%s\n%s\n' "$state" "$budgets" | jq -rs '.[0] as $app | .[1].items as $budgets
  | $app.spec.strategy as $strategy | ($strategy.rollingUpdate.maxUnavailable // "25%") as $down
  | (if $strategy.type == "Recreate" then $app.spec.replicas
     elif ($down | type) == "number" then $down
     else ($down | rtrimstr("%") | tonumber) * $app.spec.replicas / 100 | floor end) as $taken
  | ($strategy.rollingUpdate.maxSurge // "25%" | . == 0 or . == "0%") as $nothing_spare
  | [$budgets[] | select(.spec.selector != null and .status.disruptionsAllowed == 0)
     | select(all(.spec.selector.matchLabels // {} | to_entries[];
                  $app.spec.template.metadata.labels[.key] == .value)) | .metadata.name]
  | if ($app.status.readyReplicas // 0) > 0 and ($taken > 0 or $nothing_spare) then join(", ") else "" end')
[ -z "$blocking" ] || skip "the PodDisruptionBudget $blocking allows no disruption now"

kube rollout restart "deployment/$DEPLOYMENT"
conclude "restarted deployment/$DEPLOYMENT"
"""
)

ROLLBACK = (
    _STATE
    + r"""
[ "$(field '(.status.observedGeneration // 0) < .metadata.generation')" = false ] ||
  skip "deployment/$DEPLOYMENT was changed just now, and its controller has not seen it yet"
# The newest earlier revision whose pods differ by more than a restart, and when its successor was rolled out.
sets=$(kube get replicasets -o json)
plan=$(printf '%s\n%s\n' "$state" "$sets" | jq -rs '
  def revision: .metadata.annotations["deployment.kubernetes.io/revision"] // "0" | tonumber;
  def created: .metadata.creationTimestamp | fromdateiso8601;
  def pods: .spec.template | del(.metadata.labels["pod-template-hash"], .metadata.creationTimestamp,
    .metadata.annotations["kubectl.kubernetes.io/restartedAt"]) | .metadata.annotations |= (. // {});
  .[0] as $app | ($app | revision) as $now
  | [.[1].items[] | select(any(.metadata.ownerReferences[]?; .uid == $app.metadata.uid))] as $sets
  | ($sets | map(select(revision == $now)) | first) as $current
  | ($sets | map(select(revision < $now and pods != ($current | pods))) | max_by(revision)) as $earlier
  | if $current == null or $earlier == null then "\($now) 0 0" else
      ($sets | map(select(revision > ($earlier | revision)) | created)) as $since
      | [$app.status.conditions[]? | select(.type == "Progressing").lastUpdateTime | fromdateiso8601] as $done
      | (if $since | length > 1 then $since | min else $since + $done | max end) as $since
      | "\($now) \($earlier | revision) \($since)" end')
read -r current earlier since <<<"$plan"
[ "$earlier" != 0 ] || skip "deployment/$DEPLOYMENT has no earlier revision to go back to"
[ "$earlier" != "$(field '.metadata.annotations["alertflow/rolled-back-from"] // ""')" ] ||
  skip "revision $earlier is the one that was rolled back from; going back would bring it again"
minutes=$((($(date +%s) - since) / 60))
((minutes * 60 <= WITHIN)) ||
  skip "revision $current was rolled out $minutes minutes ago, so it is not the likely cause"

# The mark comes first: should this stop in between, the next run still sees $current and goes on.
kube annotate "deployment/$DEPLOYMENT" --overwrite "alertflow/rolled-back-from=$current"
kube rollout undo "deployment/$DEPLOYMENT" --to-revision="$earlier"
conclude "rolled deployment/$DEPLOYMENT back from revision $current to what revision $earlier was"
"""
)

_SCALED_AT = r"""
last=$(age "$(jq -r '.metadata.annotations["alertflow/scaled-at"] // ""' <<<"$scaled")")
((last > PAUSE)) || skip "$what was already scaled $last seconds ago"
"""

_MARK = r"""
kube annotate "$what" --overwrite "alertflow/scaled-at=$(date -u +%Y-%m-%dT%H:%M:%SZ)"
"""

SCALE_DEPLOYMENT = (
    _STATE
    + _AGE
    + r"""
what=deployment/$DEPLOYMENT scaled=$state
owner=$(kube get hpa -o json | jq -r --arg name "$DEPLOYMENT" '[.items[]
  | select(.spec.scaleTargetRef | .kind == "Deployment" and .name == $name) | .metadata.name] | first // ""')
[ -z "$owner" ] || skip "hpa/$owner decides how many replicas $what has: name it in Deployment(hpa=...)"
"""
    + _SCALED_AT
    + r"""
now=$(field '.spec.replicas') wanted=$((now + BY < MAXIMUM ? now + BY : MAXIMUM))
((wanted > now)) || skip "$what has $now replicas; it may have at most $MAXIMUM"
kube scale "$what" --current-replicas="$now" --replicas="$wanted"
conclude "scaled $what from $now to $wanted replicas; scale it down when the load is over"
"""
    + _MARK
)

SCALE_HPA = (
    _STATE
    + _AGE
    + r"""
what=hpa/$HPA
scaled=$(kube get hpa "$HPA" --ignore-not-found -o json)
[ -n "$scaled" ] || skip "$what does not exist in namespace $NAMESPACE"
scales=$(jq -r '.spec.scaleTargetRef | "\(.kind)/\(.name)"' <<<"$scaled")
[ "$scales" = "Deployment/$DEPLOYMENT" ] || skip "$what scales $scales, not deployment/$DEPLOYMENT"
"""
    + _SCALED_AT
    + r"""
numbers=$(jq -r '[.spec.minReplicas // 1, .status.currentReplicas // 0, .status.desiredReplicas // 0,
  .spec.maxReplicas] | join(" ")' <<<"$scaled")
read -r least now desired most <<<"$numbers"
((desired <= now)) || skip "$what scales by itself just now, from $now to $desired replicas"
bound=$((MAXIMUM && MAXIMUM < most ? MAXIMUM : most)) now=$((now > least ? now : least))
wanted=$((now + BY < bound ? now + BY : bound))
if ((wanted <= now)); then
  conclude "$what is at its maximum: $now of $bound replicas"
  skip "$what is at its maximum of $bound replicas"
fi
patch=$(jq -cn --argjson old "$least" --argjson new "$wanted" '
  [{op: "test", path: "/spec/minReplicas", value: $old},
   {op: "replace", path: "/spec/minReplicas", value: $new}]')
# Raising the minimum leaves the autoscaler in charge; replicas set on the deployment would be undone by it.
kube patch hpa "$HPA" --type=json --patch="$patch"
conclude "raised the minimum of $what from $least to $wanted replicas; lower it again when the load is over"
"""
    + _MARK
)
