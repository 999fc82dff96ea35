#!/usr/bin/env bash
# Ask, mark, report, summarise; the exit status is that of the first step that failed, or of the gate.
set -euo pipefail
python3 -m venv .harness
.harness/bin/python -m pip install --quiet --disable-pip-version-check "${SOURCE}[reports]"
harness=.harness/bin/harness
read -r -a options <<<"${OPTIONS:-}"
"$harness" run "$SET" --model "$MODEL" --name "$NAME" "${options[@]}"
"$harness" grade "$NAME"
"$harness" report "$NAME"
echo "report=runs/$NAME/report" >>"${GITHUB_OUTPUT:-/dev/stdout}"
# Scores and marks; a summary may hold a megabyte, and the answers are in the report.
sed '/^## Answers$/,$d' "runs/$NAME/report/report.md" >>"${GITHUB_STEP_SUMMARY:-/dev/stdout}"
if [ -n "${AGAINST:-}" ]; then
  gate=()
  if [ -n "${FAIL_IF:-}" ]; then gate=(--fail-if "$FAIL_IF"); fi
  "$harness" compare "$AGAINST" "$NAME" "${gate[@]}"
fi
