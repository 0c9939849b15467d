# shellcheck shell=bash
# What the steps of alertflow's jobs share. A step sources this file, calls `begin`, then runs its command:
#   begin MODE NAME TITLE  collect: a failure is only a warning. act, verify: a failure fails the step; with
#                          DRY_RUN=true, act says what it would do and verify is skipped.
#   needs_tool TOOL...     skip when a program is not installed
#   skip REASON            leave the step with a warning: a precondition does not hold
#   warn TITLE MESSAGE     a warning on the run's page
#   conclude TEXT          one line for the summary, the notification and the review
# The first step of a job calls `access`, its last `report`.
# In $RUNNER_TEMP/alertflow: output/NAME.txt (all that was printed), results.txt, conclusions.txt.
# What a command prints is foreign text (pods write it): data here, never code, format, workflow command or
# markup. File descriptor 9 is the step's log.
alertflow_dir=${RUNNER_TEMP:?}/alertflow

begin() {
  alertflow_mode=$1 alertflow_name=$2 alertflow_title=$3 alertflow_captured=$alertflow_dir/captured/$2
  if [ -n "${ALERTFLOW_RUNS:-}" ]; then # the step's script runs a second time: go on to its command
    shopt -s inherit_errexit            # a failure inside of $(...) is a failure
    return 0
  fi
  mkdir -p "$alertflow_dir/output" "$alertflow_dir/captured"
  rm -f "$alertflow_captured.skip"
  exec 9>&1
  case ${DRY_RUN:-}:$1 in
    true:act) alertflow_record 'would run' && exit 0 ;;
    true:verify) alertflow_record 'skipped (dry run)' && exit 0 ;;
  esac
  # The command runs in a shell of its own, so that this one can report even if GitHub stops the step, and is
  # captured apart from output/, so that what was not yet redacted never stands there.
  ALERTFLOW_RUNS=1 "$BASH" --noprofile --norc -eo pipefail "$0" </dev/null >"$alertflow_captured" 2>&1 &
  # shellcheck disable=SC2064 # the process that was just started
  trap "kill $! || true; alertflow_finish 143" INT TERM
  wait "$!" || alertflow_finish "$?"
  alertflow_finish 0
}

# Exit code 77 and the file together mean "skipped", so `skip` works in $(...) as well: bash -e passes 77 on.
skip() { printf '%s' "$1" >"$alertflow_captured.skip" && exit 77; }

needs_tool() {
  local tool
  for tool; do command -v "$tool" >/dev/null || skip "$tool is not installed on this runner"; done
}

warn() { alertflow_annotate warning "$1" "$2"; }

conclude() {
  local text
  text=$(alertflow_line 500 "$1")
  printf 'Conclusion: %s\n' "$text"
  printf '%s\n' "$text" >>"$alertflow_dir/conclusions.txt"
  alertflow_summary '<p>&rarr; %s</p>' "$text"
}

# Text that can only be read: UTF-8 without control bytes, terminal escapes and old-style commands (##[...]).
alertflow_clean() {
  LC_ALL=C tr -d '\000' | { iconv -c -f UTF-8 -t UTF-8 2>/dev/null || true; } | LC_ALL=C awk '{
    gsub(/\033\[[0-9:;<=>?]*[ -\/]*[@-~]/, ""); gsub(/\033\][^\007\033]*/, "")
    sub(/\r+$/, ""); gsub(/\r/, "\n"); gsub(/[\001-\010\013-\037\177]/, ""); gsub(/##\[/, "# #["); print }'
}

# GitHub masks secrets in logs and summaries, not in files, and artifacts are made of files: the values of the
# variables that $REDACT names go here, line by line as GitHub masks them; in windows, to stay linear.
alertflow_redact() {
  LC_ALL=C tr -d '\000' | LC_ALL=C awk '
    BEGIN {
      for (n = split(ENVIRON["REDACT"], names, " "); n > 0; n--) {
        m = split(ENVIRON[names[n]], lines, "\n")
        for (i = 1; i <= m; i++) if (length(lines[i]) > (m > 1 ? 3 : 0)) secrets[++count] = lines[i]
      }
      for (i = 1; i <= count; i++) if (length(secrets[i]) > widest) widest = length(secrets[i])
    }
    {
      for (i = found = 0; i < count && !found;) found = index($0, secrets[++i])
      for (at = 1; found && at <= length($0); at += first - 1 + cut) {
        window = substr($0, at, 4096 + widest); first = 4097; cut = 0
        for (i = 1; i <= count; i++) {
          here = index(window, secrets[i]); wide = length(secrets[i])
          if (here && (here < first || (here == first && wide > cut))) { first = here; cut = wide }
        }
        printf "%s%s", substr(window, 1, first - 1), cut ? "***" : ""
      }
      print found ? "" : $0
    }'
}

# alertflow_line BYTES TEXT: one harmless line.
alertflow_line() {
  printf '%s' "$2" | alertflow_redact | head -c "$1" | alertflow_clean | tr -s '\n' ' ' | sed 's/ $//' || true
}

# alertflow_annotate LEVEL TITLE MESSAGE: a workflow command, escaped as GitHub reads it.
alertflow_annotate() {
  local title message
  title=$(alertflow_line 200 "$2") message=$(alertflow_line 2000 "$3")
  title=${title//'%'/%25} title=${title//:/%3A}
  printf '::%s title=%s::%s\n' "$1" "${title//,/%2C}" "${message//'%'/%25}" >&9
}

# alertflow_summary FORMAT TEXT...: adds to the step's summary; TEXT is escaped, FORMAT is ours.
alertflow_summary() {
  local format=$1 text escaped=()
  for text in "${@:2}"; do
    escaped+=("$(printf '%s\n' "$text" | LC_ALL=C sed 's/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g')")
  done
  # shellcheck disable=SC2059 # the format is a constant of this file
  printf "$format\n\n" "${escaped[@]}" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
}

# alertflow_record OUTCOME: in the results, the log and the summary.
alertflow_record() {
  printf '%s: %s\n' "$alertflow_name" "$1" | tee -a "$alertflow_dir/results.txt" >&9
  alertflow_summary '<p>%s: <b>%s</b></p>' "$(alertflow_line 200 "$alertflow_title")" "$1"
}

# alertflow_excerpt FILE FIRST LAST: its first and last bytes, as harmless text.
alertflow_excerpt() {
  local left_out=$(($(wc -c <"$1") - $2 - $3))
  if ((left_out <= 0)); then cat "$1"; else
    head -c "$2" "$1" && printf '\n[... %d bytes are left out here ...]\n' "$left_out" && tail -c "$3" "$1"
  fi | alertflow_clean
}

# alertflow_finish STATUS: reports what the command printed and how it ended, and leaves the step.
alertflow_finish() {
  local status=$1 output=$alertflow_dir/output/$alertflow_name.txt level=error token text
  set +e
  alertflow_redact <"$alertflow_captured" >"$output" && rm -f "$alertflow_captured"
  # Between these lines the log takes no workflow command: no output can know the token that ends it.
  token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  printf '::stop-commands::%s\n' "$token"
  alertflow_excerpt "$output" 16384 49152
  printf '::%s::\n' "$token"
  [ "$alertflow_mode" = collect ] && level=warning
  if [ "$status" = 77 ] && [ -e "$alertflow_captured.skip" ]; then
    text=$(alertflow_line 500 "$(cat "$alertflow_captured.skip")") level=warning
    alertflow_annotate "$level" "$alertflow_title" "Skipped: $text"
    alertflow_record "skipped ($text)"
  elif [ "$status" != 0 ]; then
    text=$(tail -c 400 "$output" | alertflow_clean | grep . | tail -n 1)
    alertflow_annotate "$level" "$alertflow_title" "Failed with exit code $status: $text"
    alertflow_record "failed (exit $status)"
  else
    level=warning
    alertflow_record ok
  fi
  text=$(alertflow_excerpt "$output" 2048 4096)
  [ ! -s "$output" ] ||
    alertflow_summary '<details><summary>Output</summary>\n\n<pre>\n%s\n</pre>\n\n</details>' "$text"
  if [ "$level" = warning ]; then exit 0; else exit "$status"; fi
}

# access: which of the secrets that this job's commands read are there? The outputs say so, in lower case. A missing
# one skips what reads it, with a warning if that was to run. ALERTFLOW_WANTED is {secret: {file, commands}}, and `*`
# among the commands is one that always runs; ALERTFLOW_SELECTED is JSON lists of commands.
access() {
  local name file runs path selected rows
  selected=$(jq -sc add <<<"$ALERTFLOW_SELECTED")
  # Not piped into the loop: what cannot be read must fail the step, not look like secrets that are missing.
  rows=$(jq -r --argjson selected "$selected" 'to_entries[] | "\(.key) \(.value.file) " +
    "\(any(.value.commands[]; . == "*" or (. as $command | any($selected[]; . == $command))))"' <<<"$ALERTFLOW_WANTED")
  umask 077
  mkdir -p "$alertflow_dir/output"
  while read -r name file runs; do
    path=$alertflow_dir/$name
    if [ -z "${!name}" ]; then
      alertflow_missing "$runs" "The secret $name is not set" "Set it in the environment $ALERTFLOW_ENVIRONMENT of this repository."
    elif [ "$file" = false ]; then
      printf '%s=set\n' "${name,,}" >>"$GITHUB_OUTPUT"
    elif printf '%s' "${!name}" | base64 --decode >"$path" 2>/dev/null; then
      printf '%s=%s\n' "${name,,}" "$path" >>"$GITHUB_OUTPUT"
    else
      alertflow_missing "$runs" "The secret $name is not base64" "Encode the file with: base64 -w0 FILE."
    fi
  done <<<"$rows"
}

# alertflow_missing RUNS WHAT HOW
alertflow_missing() {
  [ "$1" = true ] || return 0
  printf '::warning title=%s::What needs it is skipped. %s\n' "$2" "$3"
  printf '%s: what needs it was skipped\n' "$2" >>"$alertflow_dir/results.txt"
}

# report: what this job did and found, as outputs for the jobs behind it.
report() {
  local name end
  for name in results conclusions; do
    end=end-$RANDOM$RANDOM$RANDOM
    {
      printf '%s<<%s\n' "$name" "$end"
      if [ -f "$alertflow_dir/$name.txt" ]; then head -c 4000 "$alertflow_dir/$name.txt" && echo; fi
      printf '%s\n' "$end"
    } >>"$GITHUB_OUTPUT"
  done
}
