# Names what waits for somebody's approval, and where to give it.
url="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID"
jq -r --argjson selected "$ACT" '.[] | select(.name as $name | any($selected[]; . == $name)) | "\(.environment)\t\(.title)"' <<< "$PROPOSALS" |
  while IFS=$'\t' read -r environment title; do
    if [ "$DRY_RUN" = true ]; then text="would propose: $title"; else text="proposed: $title (waits for approval in environment $environment)"; fi
    echo "::notice title=Approval needed::$text"
    echo "$text" >> "$RUNNER_TEMP/alertflow/conclusions.txt"
    printf '\n**%s**. Approve or reject it on %s\n' "${text^}" "$url" >> "$GITHUB_STEP_SUMMARY"
  done
