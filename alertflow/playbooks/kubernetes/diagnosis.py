"""The scripts that look at a deployment: each prints what there is and concludes what it means."""

from __future__ import annotations

from itertools import product

from alertflow.playbooks.kubernetes.cluster import KUBE


def logs(*, previous: bool, since: bool, matching: bool) -> str:
    """The script for logs. Its options are written out: a runbook shows them as a person types them.

    It reads `$SINCE` if `since`; if `matching`, it prints only the lines in which `$MATCHING` is found.
    """
    get = 'kube logs --selector "$SELECTOR" --all-containers --prefix --ignore-errors --limit-bytes=5000000'
    get += ' --tail="$TAIL"'
    if previous:
        get += " --previous"
    if since:
        get += ' --since="$SINCE"'
    return f"{KUBE}\n{_FOUND.replace('GET', get) if matching else get}\n"


_FOUND = r"""
log=$(GET | tr -d '\000')
grep -aEi -e "$MATCHING" <<<"$log" || { [ $? = 1 ] && printf 'No line matches %s\n' "$MATCHING"; }
""".strip()

LOGS = [
    logs(previous=previous, since=since, matching=matching)
    for previous, since, matching in product((False, True), repeat=3)
]
"""All forms of the script for logs."""

PODS = (
    KUBE
    + r"""
kube get pods --selector "$SELECTOR" -o wide
verdict=$(kube get pods --selector "$SELECTOR" -o json | jq -r --arg selector "$SELECTOR" '
  [.items[] | {ready: any(.status.conditions[]?; .type == "Ready" and .status == "True"),
    why: [.status | .reason, (.containerStatuses[]? | .state.waiting.reason, .lastState.terminated.reason)]}]
  | if length == 0 then "no pod matches \($selector)" else
      "\(map(select(.ready)) | length) of \(length) pods are ready"
      + ([.[].why[] | select(. != null)] | group_by(.) | map("; \(.[0]) in \(length)") | join("")) end')
conclude "$verdict"
"""
)

EVENTS = (
    KUBE
    + r"""
kube get events --sort-by=.metadata.creationTimestamp -o json | jq -r --arg name "$DEPLOYMENT" '
  [.items[] | select(.involvedObject.name // "" | . == $name or startswith($name + "-"))] | .[-50:][]
  | [.lastTimestamp // .eventTime // .metadata.creationTimestamp, .type, .reason,
     "\(.involvedObject.kind)/\(.involvedObject.name)", .message] | @tsv'
"""
)

TOP = (
    KUBE
    + r"""
kube top pods --selector "$SELECTOR" --containers --sort-by="$SORT_BY"
"""
)

HPA_STATUS = (
    KUBE
    + r"""
kube get hpa "$HPA"
state=$(kube get hpa "$HPA" -o json)
jq -r '.status.conditions[]? | "\(.type)=\(.status) \(.reason): \(.message)"' <<<"$state"
verdict=$(jq -r '
  (.status.currentReplicas // 0) as $now | .spec.maxReplicas as $most
  | [.status.conditions[]? | select(.type == "ScalingActive" and .status == "False") | .reason][0] as $blind
  | "hpa/\(.metadata.name) " + if $blind != null then "does not scale: \($blind)"
      elif $now >= $most then "is at its maximum: \($now) of \($most) replicas"
      else "has room: \($now) of \($most) replicas" end' <<<"$state")
conclude "$verdict"
case $verdict in *" has room: "*) ;; *) warn "Autoscaler" "$verdict" ;; esac
"""
)

ROLLOUT_HISTORY = (
    KUBE
    + r"""
kube rollout history "deployment/$DEPLOYMENT"
verdict=$(kube get deployment "$DEPLOYMENT" -o json | jq -r --argjson within "$WITHIN" '
  (.status.conditions // [] | map(select(.type == "Progressing")) | first) as $progress
  | ($progress.lastUpdateTime // .metadata.creationTimestamp | now - fromdateiso8601) as $age
  | (if $age < 7200 then "\($age / 60 | floor) minutes" elif $age < 172800 then "\($age / 3600 | floor) hours"
     else "\($age / 86400 | floor) days" end) as $words
  | (.metadata.annotations["deployment.kubernetes.io/revision"] // "?") as $revision
  | "deployment/\(.metadata.name): revision \($revision)"
    + " (\([.spec.template.spec.containers[].image] | join(", "))) was rolled out \($words) ago"
    + if $age <= $within then ": recently enough to be the cause, consider a rollback"
      else ": too long ago to be the likely cause" end')
conclude "$verdict"
"""
)

ROLLOUT_STATUS = (
    KUBE
    + r"""
# No request timeout: the watch lasts as long as the rollout.
kubectl --namespace "$NAMESPACE" rollout status "deployment/$DEPLOYMENT" --timeout="$TIMEOUT"
"""
)

ERROR_PATTERNS = (
    KUBE
    + r"""
log=$(kube logs --selector "$SELECTOR" --all-containers --prefix --ignore-errors --limit-bytes=5000000 \
  --tail="$TAIL" --since="$SINCE" | tr -d '\000')
lines=$(grep -ac '' <<<"$log") || true
worst=0 cause=""
while IFS=$'\t' read -r name pattern; do
  found=$(grep -aEic -e "$pattern" <<<"$log") || [ $? = 1 ] # 1: no line; 2: no pattern
  printf '%s: %s of %s lines\n' "$name" "$found" "$lines"
  if ((found > worst)); then worst=$found cause=$name pattern_of_cause=$pattern; fi
done <<<"$PATTERNS"
if ((worst > 0)); then
  grep -aEi -e "$pattern_of_cause" <<<"$log" | tail -n 10
  conclude "cause: $cause, by $worst of the last $lines log lines"
else
  conclude "cause: unknown, none of the patterns is in the last $lines log lines"
fi
"""
)
