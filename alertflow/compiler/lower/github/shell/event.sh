# Reads the event of either trigger, and refuses what this project does not know.
# Only jq touches the payload: alert labels are somebody else's text and never become shell.
answer=$(jq -c --arg trigger "$GITHUB_EVENT_NAME" --arg run "$GITHUB_RUN_ID" \
  --slurpfile known "$RUNNER_TEMP/catalogue.json" '
  $known[0] as $catalogue |
  def shown: tostring | gsub("[[:cntrl:]]"; "?") | .[0:60] | @json;
  def known($what; $list): . as $it |
    if any($list[]; . == $it) then .
    else error("\($what) \(shown) is not known here. Known: \($list[0:40] | join(", ")).") end;
  # In a list of its own: before jq 1.7 a try catches the errors of what comes behind it, too.
  def decoded: if type != "string" then . else
    [try {json: fromjson} catch null][0] | if . then .json else error("\"alerts\" is not JSON.") end end;
  try (
    (if $trigger == "repository_dispatch" then .client_payload else .inputs end) as $given
    | if ($given | type) == "object" then . else error("it carries no alert.") end
    | ($given.alert_type // "" | known("The alert"; $catalogue.alerts | keys_unsorted)) as $alert
    | $catalogue.alerts[$alert] as $entry
    | ($given.severity // "" | known("The severity"; $catalogue.severities)) as $severity
    | ($given.status // "firing" | known("The status"; ["firing", "resolved"])) as $status
    | ($given.action // "auto"
        | known("For \($alert), the action"; ["auto", "investigate"] + ($entry.actions | keys_unsorted))) as $action
    | ($given.correlation_id // "" | if . == "" then "run-\($run)" else . end) as $incident
    | if ($incident | type == "string" and test("^[A-Za-z0-9._-]{1,80}\\z")) then .
      else error("The correlation id \($incident | shown) is not one.") end
    | ($given.alerts // [] | decoded | decoded) as $alerts
    | if ($alerts | type == "array" and all(type == "object" and ((.labels // {}) | type == "object"))) then .
      else error("\"alerts\" is not a list of alerts.") end
    | ([$alerts[] | (.labels // {}) | to_entries[] | select("\(.key)\(.value)" | test("[[:cntrl:]]"))] | first) as $bad
    | if $bad == null then .
      else error("The label \($bad.key | shown) holds a line break or another control character.") end
    | ($given.dry_run // false | tostring == "true") as $dry_run
    | (if $status == "resolved" then ["stop", "the alert has resolved"]
       elif $action == "investigate" then ["investigate", "only an investigation was asked for"]
       elif $action != "auto" then ["act", "\($action) was asked for"]
       elif $entry.act == [] then ["investigate", $entry.reason]
       elif any($catalogue.act_from[]; . == $severity) | not
         then ["investigate", "nothing is done automatically about a \($severity) alert"]
       else ["act", "the alert is \($severity)"] end) as [$decision, $reason]
    | (if $decision != "act" then [] elif $action == "auto" then $entry.act else $entry.actions[$action] end) as $act
    | {
        alert: $alert, severity: $severity, action: $action, dry_run: $dry_run,
        correlation_id: $incident, target: $entry.target, slo: $entry.slo, follow_up: $entry.follow_up,
        decision: $decision, reason: $reason,
        diagnose: $entry.diagnose, act: $act,
        approvals: (if $dry_run then [] else [$catalogue.approvals[$act[]] // empty] | unique end),
        verify: (if any($act[]; $catalogue.approvals[.] == null) then $entry.verify else [] end),
        verify_approved: (if any($act[]; $catalogue.approvals[.] != null) then $entry.verify else [] end),
        budget_runs: $entry.budget[0], budget_seconds: $entry.budget[1],
        alerts: [$alerts[] | {status, labels, annotations, startsAt}]
      }
  ) catch {error: .}
' "$GITHUB_EVENT_PATH")

if refusal=$(jq -er '.error // empty' <<< "$answer"); then
  echo "::error title=This event was refused::${refusal//'%'/%25}"
  {
    echo "### Refused"
    echo
    echo "Nothing was run. The event says:"
    echo
    jq -r '.error | "    " + .' <<< "$answer"
  } >> "$GITHUB_STEP_SUMMARY"
  echo "refusal=$refusal" >> "$GITHUB_OUTPUT"
  exit 1
fi
jq -r 'del(.alerts) | to_entries[] | "\(.key)=\(.value)"' <<< "$answer" >> "$GITHUB_OUTPUT"
{
  jq -r '"### \(.alert) (\(.severity))", "", "Incident `\(.correlation_id)`, action `\(.action)`."' <<< "$answer"
  if [ "$(jq '.alerts | length' <<< "$answer")" -gt 0 ]; then
    printf '\n<details><summary>Alerts of this event</summary>\n\n'
    # A line of JSON never starts with a fence, so labels cannot end the block.
    # shellcheck disable=SC2016 # a fence, not a command
    printf '```json\n%s\n```\n\n</details>\n' "$(jq '.alerts' <<< "$answer" | head -c 20000 | iconv -c -f UTF-8 -t UTF-8 || true)"
  fi
} >> "$GITHUB_STEP_SUMMARY"
