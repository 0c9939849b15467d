# What this job did and found, for the jobs behind it.
for name in results conclusions; do
  file="$RUNNER_TEMP/alertflow/$name.txt"
  end="end-$RANDOM$RANDOM$RANDOM"
  { echo "$name<<$end"; if [ -f "$file" ]; then head -c 4000 "$file"; echo; fi; echo "$end"; } >> "$GITHUB_OUTPUT"
done
