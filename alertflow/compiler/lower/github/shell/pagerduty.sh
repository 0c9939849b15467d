# One PagerDuty alert for each incident: the dedup key is the incident's.
url="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID"
jq -n --arg title "${ALERT:-An alert} (${SEVERITY:-unknown}): ${DECISION:-refused}" --arg url "$url" --arg key "$GITHUB_REPOSITORY/${CORRELATION_ID:-$GITHUB_RUN_ID}" \
  --arg source "$GITHUB_REPOSITORY" --arg severity "$SEVERITY" --argjson words "$PAGERDUTY_SEVERITIES" \
  --rawfile story "$RUNNER_TEMP/alertflow/story.txt" '
  {
    routing_key: $ENV.PAGERDUTY_ROUTING_KEY,
    event_action: "trigger",
    dedup_key: $key[0:255],
    payload: {
      summary: $title[0:1024],
      source: $source,
      severity: ($words[$severity] // "critical"),
      custom_details: {story: $story}
    },
    links: [{href: $url, text: "The run"}]
  }' |
  if curl --fail --silent --show-error --max-time 20 --retry 3 --header 'Content-Type: application/json' --data @- \
    --output /dev/null "$PAGERDUTY_URL"; then
    printf '\nPagerDuty was told.\n' >> "$GITHUB_STEP_SUMMARY"
  else
    echo "::error title=PagerDuty was not told::curl's reason is above. Is the integration's key still valid?"
    exit 1
  fi
