# The text goes in by jq, with Slack's three special characters escaped; the URL, which is the secret, by curl's config.
url="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID"
jq -n --arg channel "$CHANNEL" --arg title "${ALERT:-An alert} (${SEVERITY:-severity unknown})" --arg url "$url" \
  --arg incident "${CORRELATION_ID:-unknown}" --rawfile story "$RUNNER_TEMP/alertflow/story.txt" '
  def escaped: gsub("&"; "&amp;") | gsub("<"; "&lt;") | gsub(">"; "&gt;");
  {
    channel: $channel,
    text: ($title | escaped),
    blocks: [
      {type: "header", text: {type: "plain_text", text: $title[0:150]}},
      {type: "section", text: {type: "mrkdwn", text: ($story | escaped | .[0:2900] | if . == "" then "nothing to report" else . end)}},
      {type: "context", elements: [{type: "mrkdwn", text: "Incident \($incident | escaped) · <\($url)|open the run>"}]}
    ]
  }' > "$RUNNER_TEMP/alertflow/slack.json"
if curl --config <(printf 'url = "%s"\n' "$SLACK_WEBHOOK_URL") --fail --silent --show-error --max-time 20 --retry 3 \
  --header 'Content-Type: application/json' --data @"$RUNNER_TEMP/alertflow/slack.json" --output /dev/null; then
  printf '\nSlack was told, in %s.\n' "$CHANNEL" >> "$GITHUB_STEP_SUMMARY"
else
  echo "::error title=Slack was not told::curl's reason is above. Is the webhook's URL still valid?"
  exit 1
fi
