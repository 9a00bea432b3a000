#!/bin/sh
# Prints how many small changes of Core's decisions and folds the tests notice. Takes some minutes.
# Fails when the score of the deciders is below 80 %, or when nothing was noticed at all: then the run itself is broken.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root/tests/LiveSession.Core.Tests"

dotnet tool restore >/dev/null
rm -rf StrykerOutput
export LIVESESSION_LONG=0
dotnet stryker --test-runner mtp "$@"

report=$(find StrykerOutput -name mutation-report.json | head -n 1)
[ -n "$report" ] || { echo "mutation.sh: there is no report" >&2; exit 1; }
python3 "$root/tests/mutation-score.py" "$report"
