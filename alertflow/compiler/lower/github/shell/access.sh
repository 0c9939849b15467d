# Which of the secrets that the commands below read are there? A missing one skips what reads it, with a warning
# if that was to run. WANTED is {secret: {file, commands}}, and `*` among the commands is one that always runs;
# SELECTED is JSON lists of commands.
umask 077
mkdir -p "$RUNNER_TEMP/alertflow/output"
missing() {
  printf '::warning title=%s::What needs it is skipped. %s\n' "$1" "$2"
  printf '%s: what needs it was skipped\n' "$1" >> "$RUNNER_TEMP/alertflow/results.txt"
}
while read -r name file runs; do
  path="$RUNNER_TEMP/alertflow/$name"
  if [ -z "${!name}" ]; then
    if [ "$runs" = true ]; then
      missing "The secret $name is not set" "Set it in the environment $ENVIRONMENT of this repository."
    fi
  elif [ "$file" = false ]; then
    echo "${name,,}=set" >> "$GITHUB_OUTPUT"
  elif printf '%s' "${!name}" | base64 --decode > "$path" 2> /dev/null; then
    echo "${name,,}=$path" >> "$GITHUB_OUTPUT"
  else
    missing "The secret $name is not base64" "Encode the file with: base64 -w0 FILE."
  fi
done < <(jq -r --argjson selected "$(jq -sc add <<< "$SELECTED")" 'to_entries[]
  | "\(.key) \(.value.file) \(any(.value.commands[]; . == "*" or (. as $command | any($selected[]; . == $command))))"' <<< "$WANTED")
