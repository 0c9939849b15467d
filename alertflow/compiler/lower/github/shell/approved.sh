# An environment without required reviewers lets everything through, so ask who approved this very run.
reviews=$(gh api --method GET "repos/$GITHUB_REPOSITORY/actions/runs/$GITHUB_RUN_ID/approvals") || reviews='[]'
person=$(jq -r --arg environment "$ENVIRONMENT" \
  '[.[]? | select(.state == "approved" and any(.environments[]?; .name == $environment)) | .user.login] | last // empty' <<< "$reviews")
if [ -z "$person" ]; then
  echo "::error title=Nobody approved this::Nothing was run. Give the environment $ENVIRONMENT required reviewers (Settings, Environments); where the plan has none, run the command by hand."
  printf '\n**Nothing was run**: nobody approved this run for the environment %s. Does it have required reviewers?\n' "$ENVIRONMENT" >> "$GITHUB_STEP_SUMMARY"
  echo "results=not run: nobody approved it in environment $ENVIRONMENT" >> "$GITHUB_OUTPUT"
  exit 1
fi
echo "results=approved by $person" >> "$GITHUB_OUTPUT"
printf '\nApproved by %s.\n' "$person" >> "$GITHUB_STEP_SUMMARY"
