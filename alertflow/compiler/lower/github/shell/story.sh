# What the other jobs did, as plain text with one fact a line, in $RUNNER_TEMP/alertflow/story.txt.
mkdir -p "$RUNNER_TEMP/alertflow"
jq -r --arg context "$CONTEXT_JOB" '
  def lines: (. // "") | split("\n") | map(select(. != "")) | .[0:20];
  (.[$context].outputs // {}) as $event
  | if ($event.refusal // "") != "" then "This event was refused: \($event.refusal)"
    else "Decision: \($event.decision // "none"), because \($event.reason // "the event could not be read")." end,
  (to_entries[] | select(.key != $context)
    | "\(.key): \(.value.result)",
      (select(.value.result != "skipped") | .value.outputs // {}
        | ((.conclusions | lines[]), (.results | lines[])) | "  - \(.)")),
  if ($event.follow_up // "") != "" then "Follow up: \($event.follow_up)" else empty end
' <<< "$NEEDS" | cut -c 1-500 | head -n 80 > "$RUNNER_TEMP/alertflow/story.txt"
