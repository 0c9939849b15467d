# The review: a summary of the run and, for an incident, one issue that every run of the incident adds to.
url="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID"
{
  echo "### Review of ${ALERT:-an event that was refused}"
  echo
  sed 's/^/    /' "$RUNNER_TEMP/alertflow/story.txt"
} >> "$GITHUB_STEP_SUMMARY"
if [ -z "$ALERT" ] || [ "$DECISION" = stop ] || [ "$DRY_RUN" = true ] || [[ " $ISSUE_SEVERITIES " != *" $SEVERITY "* ]]; then
  exit 0
fi
marker="<!-- alertflow incident $CORRELATION_ID -->"
not_written() {
  echo "::warning title=No issue was written::GitHub's answer is above. Are issues turned on in this repository?"
  exit 0
}
issues=$(gh api --method GET "repos/$GITHUB_REPOSITORY/issues" -f state=all -f "labels=${LABELS%%,*}" -F per_page=100) ||
  not_written
number=$(jq -r --arg marker "$marker" '[.[] | select((.body // "") | contains($marker)) | .number] | first // empty' <<< "$issues")
if [ -n "$number" ]; then
  jq -n --arg url "$url" --arg what "$WHAT" --rawfile story "$RUNNER_TEMP/alertflow/story.txt" \
    '{body: "\($what): \($url)\n\n\($story | split("\n") | map("    " + .) | join("\n"))"}' |
    gh api --method POST "repos/$GITHUB_REPOSITORY/issues/$number/comments" --input - > /dev/null || not_written
else
  number=$(jq -n --arg title "$ALERT ($SEVERITY)" --arg marker "$marker" --arg url "$url" --arg labels "$LABELS" --arg target "$TARGET" \
    --rawfile story "$RUNNER_TEMP/alertflow/story.txt" '{
      title: $title,
      labels: ($labels | split(",")),
      body: "\($marker)\n\nRun: \($url)\nTarget: \($target)\n\n## What happened\n\n\($story | split("\n") | map("    " + .) | join("\n"))\n\n## What we learned\n\n- What was the cause?\n- Why was it not caught before?\n- What keeps it from coming back?\n"
    }' | gh api --method POST "repos/$GITHUB_REPOSITORY/issues" --input - | jq -er .number) || not_written
fi
printf '\nIssue: #%s\n' "$number" >> "$GITHUB_STEP_SUMMARY"
