# Decides with the workflow's own history: is this incident in hand, and is the budget spent?
now=$(date +%s)
since=$(date -u -d "@$((now - (BUDGET_SECONDS > 300 ? BUDGET_SECONDS : 300)))" +%Y-%m-%dT%H:%M:%SZ)
# All pages: in a storm of alerts the runs that acted are not among the newest hundred.
history() {
  gh api --paginate --method GET "repos/$GITHUB_REPOSITORY/actions/workflows/$WORKFLOW_FILE/runs" \
    -f "created=>=$since" -F per_page=100 |
    jq -s 'if length > 0 and all(has("workflow_runs")) then {workflow_runs: map(.workflow_runs[])} else error end'
}
# Other runs for this alert: run-name starts with it, and ends with the incident in brackets.
others() {
  jq -r --arg alert "$ALERT " --argjson run "$GITHUB_RUN_ID" \
    '.workflow_runs[] | select(.id != $run and (.display_title | startswith($alert))) | .id'
}
# A run of the same incident that started up to five minutes before this one: Alertmanager's other replica sent it.
# One that somebody cancelled, or that never began, has nothing in hand.
same_incident() {
  jq -r --arg incident "[$CORRELATION_ID]" --argjson run "$GITHUB_RUN_ID" --argjson now "$now" \
    '([.workflow_runs[] | select(.id == $run) | .created_at | fromdateiso8601] | first // $now) as $mine
    | [.workflow_runs[] | select(.id < $run and (.display_title | endswith($incident))
      and (.conclusion | . != "cancelled" and . != "startup_failure") and (.created_at | fromdateiso8601) >= $mine - 300) | .html_url] | first // empty'
}
# Whether a run acted. One whose jobs cannot be read counts: an outage is no free budget.
acted() {
  local jobs
  jobs=$(gh api --method GET "repos/$GITHUB_REPOSITORY/actions/runs/$1/jobs" -F per_page=100) || return 0
  jq -e --argjson jobs "$ACT_JOBS" 'any(.jobs[]; .name as $name | .conclusion != "skipped" and any($jobs[]; . == $name))' \
    <<< "$jobs" > /dev/null || [ "$?" != 1 ]
}

if [ "$DECISION" != stop ] && { [ "$DECISION" = act ] || [ "$GITHUB_EVENT_NAME" = repository_dispatch ]; }; then
  if ! runs=$(history); then
    echo "::warning title=The run history could not be read::Without it the budget is unknown, so nothing is changed."
    if [ "$DECISION" = act ]; then
      DECISION=investigate REASON="the run history could not be read, so the budget is unknown"
    fi
  elif twin=$(same_incident <<< "$runs") && [ -n "$twin" ] && [ "$GITHUB_EVENT_NAME" = repository_dispatch ]; then
    DECISION=stop REASON="the same incident is in hand: $twin"
  elif [ "$DECISION" = act ] && [ "$ACTION" = auto ] && [ "$DRY_RUN" != true ]; then
    spent=0
    for run in $(others <<< "$runs"); do
      if acted "$run"; then spent=$((spent + 1)); fi
      if [ "$spent" -ge "$BUDGET_RUNS" ]; then
        DECISION=investigate
        REASON="the budget is spent: $spent runs have acted in the last $((BUDGET_SECONDS / 60)) minutes, a person must look"
        echo "::warning title=Budget spent::$ALERT: $REASON."
        break
      fi
    done
  fi
fi
if [ "$DECISION" != act ]; then ACT='[]' APPROVALS='[]' VERIFY='[]' VERIFY_APPROVED='[]'; fi
{
  echo "decision=$DECISION"
  echo "reason=$REASON"
  echo "act=$ACT"
  echo "approvals=$APPROVALS"
  echo "verify=$VERIFY"
  echo "verify_approved=$VERIFY_APPROVED"
} >> "$GITHUB_OUTPUT"
echo "Decision: $DECISION, because $REASON."
{
  echo
  echo "**Decision: $DECISION**, because $REASON."
  if [ "$DRY_RUN" = true ]; then printf '\nThis is a dry run: what would change something is only named.\n'; fi
} >> "$GITHUB_STEP_SUMMARY"
