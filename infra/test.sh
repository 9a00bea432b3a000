#!/usr/bin/env bash
# Runs everything that has to hold: the formatting, the browser scripts' types and tests, and every test project.
#
#   infra/test.sh                     everything
#   infra/test.sh Core Storage        only these test projects (LiveSession.Core.Tests, LiveSession.Storage.Tests)
#
# Installs what is missing with apt (Chromium for the tests in a browser, Node for the scripts; PostgreSQL, Redis, HAProxy and nginx for
# the tests with several nodes, each test starts its own; libfaketime for a clock that jumps; promtool for the alerts; Plover, which
# stenographers write with, a terminal and a screen for it), builds, and ends with one line "N passed, N failed, N skipped". Exit code 0:
# nothing failed. Logs: artifacts/tests.
#
# Tests that live with other programs and the machine's own time (browsers, servers, databases) are run once more, alone, where at most
# three of a project failed: what fails again failed; what holds is counted as passed, and shown with its first failure, to be looked into.
# LIVESESSION_CHROMIUM  the browser to use; otherwise "chromium-headless-shell" or "chromium" on the PATH
# LIVESESSION_DATA      the folder of recorded meetings; otherwise ../shared/data; without it the tests that need it are skipped
# LIVESESSION_LIMIT     how long one test project may take, in seconds; the default is 2400
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly logs=artifacts/tests
readonly limit=${LIVESESSION_LIMIT:-2400}
passed=0 failed=0 skipped=0
apt_updated=''
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

say() { printf '\n== %s\n' "$*"; }

fail() {
  printf '%s\n' "$*" >&2
  failed=$((failed + 1))
}

stop() {
  fail "$@"
  finish
}

finish() {
  printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
  exit $((failed > 0))
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

# install PACKAGE…: false, with the reason said, when this machine does not let us.
install() {
  if ! command -v apt-get >/dev/null; then
    echo "No apt-get here: please install $* yourself." >&2
    return 1
  fi
  if [ "$(id -u)" != 0 ] && ! sudo -n true 2>/dev/null; then
    echo "Installing $* takes root: run 'sudo apt-get install $*', or this script as root." >&2
    return 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  echo "Installing $*"
  if ! as_root apt-get install -y -q --no-install-recommends "$@" >"$logs/apt.log" 2>&1; then
    # The lists of packages may be old or missing; fetched once, and only when needed.
    [ -n "$apt_updated" ] || as_root apt-get update -q >>"$logs/apt.log" 2>&1
    apt_updated=yes
    as_root apt-get install -y -q --no-install-recommends "$@" >>"$logs/apt.log" 2>&1 || {
      tail -n 5 "$logs/apt.log" >&2
      return 1
    }
  fi
}

check_tools() {
  local version
  command -v dotnet >/dev/null || stop "The .NET 10 SDK is missing: https://dotnet.microsoft.com/download/dotnet/10.0 (Debian and Ubuntu: package dotnet-sdk-10.0)."
  dotnet --version >"$logs/dotnet.log" 2>&1 || { cat "$logs/dotnet.log"; stop "The .NET SDK that global.json asks for is missing."; }
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    install nodejs npm || stop "Node 20 or later is missing: it bundles the browser's scripts (https://nodejs.org)."
  fi
  version=$(node --version)
  version=${version#v}
  [ "${version%%.*}" -ge 20 ] || stop "Node $version is too old: 20 or later is needed (https://nodejs.org)."
  # The one without a window of its own draws the same pages with half the processor time.
  if [ -z "${LIVESESSION_CHROMIUM:-}" ] && ! command -v chromium-headless-shell >/dev/null; then
    install chromium-headless-shell || command -v chromium >/dev/null || install chromium || echo "No Chromium: the tests in a browser will be skipped." >&2
  fi
  install_servers
  install_steno
}

# What an installation of several nodes stands on. The tests start servers of their own: the package's must not, where that can be helped.
install_servers() {
  local wanted=()
  ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || command -v postgres >/dev/null || wanted+=(postgresql)
  command -v redis-server >/dev/null || wanted+=(redis-server)
  command -v haproxy >/dev/null || wanted+=(haproxy)
  command -v nginx >/dev/null || wanted+=(nginx-light)
  ls /usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1 >/dev/null 2>&1 || wanted+=(libfaketime)
  command -v promtool >/dev/null || wanted+=(prometheus)
  [ ${#wanted[@]} = 0 ] && return
  RUNLEVEL=1 install "${wanted[@]}" || echo "Without ${wanted[*]} the tests that need them will be skipped." >&2
}

# A stenographer's desk: the program, a terminal to write in, a screen for both, and a cable.
install_steno() {
  local wanted=()
  command -v plover >/dev/null || wanted+=(plover)
  command -v Xvfb >/dev/null || wanted+=(xvfb)
  command -v xterm >/dev/null || wanted+=(xterm)
  command -v socat >/dev/null || wanted+=(socat)
  [ ${#wanted[@]} = 0 ] && return
  install "${wanted[@]}" || echo "Without ${wanted[*]} the test that needs them will be skipped." >&2
}

# A test project is one that refers to xunit.v3 itself; the benchmarks and the shared fakes do not.
find_projects() {
  local wanted project
  if [ $# -eq 0 ]; then
    grep -l '"xunit.v3"' tests/*/*.csproj | xargs -n 1 dirname
    return
  fi
  for wanted in "$@"; do
    for project in "tests/$wanted" "tests/LiveSession.$wanted" "tests/LiveSession.$wanted.Tests"; do
      [ -d "$project" ] && { echo "$project"; continue 2; }
    done
    echo "There is no test project $wanted." >&2
    return 1
  done
}

build() {
  # No node, compiler or Razor server stays behind: a script that ends should leave nothing running.
  dotnet build "$1" --nologo --nodereuse:false -p:UseSharedCompilation=false -p:UseRazorBuildServer=false -v quiet >"$logs/build.log" 2>&1 || {
    grep -E ': (error|warning) ' "$logs/build.log" | sort -u | head -n 40
    [ "${PIPESTATUS[0]}" = 0 ] || tail -n 40 "$logs/build.log"
    stop "$1 does not build (all of it: $logs/build.log)."
  }
}

# check NAME COMMAND…: one thing that holds or not.
check() {
  local name=$1
  shift
  if "$@" >"$logs/$name.log" 2>&1; then
    passed=$((passed + 1))
    printf '%-36s holds\n' "$name"
  else
    tail -n 40 "$logs/$name.log"
    fail "$name does not hold."
  fi
}

# What nothing here runs, against its schemas and against planted faults.
lint_infra() {
  npm --prefix infra/lint ci --ignore-scripts --no-audit --no-fund --loglevel=error && npm --prefix infra/lint test
}

# check_with PROGRAM NAME COMMAND…: skipped where the program is missing.
check_with() {
  local program=$1
  shift
  if command -v "$program" >/dev/null; then
    check "$@"
  else
    printf '%-36s skipped: no %s\n' "$1" "$program"
    skipped=$((skipped + 1))
  fi
}

lint_alerts() {
  promtool check config infra/monitoring/prometheus.yml infra/monitoring/prometheus-kubernetes.yml && promtool test rules infra/monitoring/alerts.test.yml
}

# systemd asks for the program too: another one stands in for ours.
lint_unit() {
  sed -e 's|^ExecStart=.*|ExecStart=/bin/true|' -e 's|^WorkingDirectory=.*|WorkingDirectory=/|' infra/systemd/livesession.service >"$logs/livesession.service"
  systemd-analyze verify "$logs/livesession.service" 2>&1 | tee "$logs/unit.verify"
  ! grep -q livesession.service "$logs/unit.verify"
}

# count WORD FILE: the number after the word in the last line that has it.
count() { grep -oE "$1:? [0-9]+" "$2" | tail -n 1 | grep -oE '[0-9]+'; }

run_script_tests() {
  local log=$logs/scripts.log ok bad
  npm --prefix client test >"$log" 2>&1
  ok=$(count '(#|ℹ) pass' "$log") bad=$(count '(#|ℹ) fail' "$log")
  if [ "${ok:-0}" = 0 ] && [ "${bad:-0}" = 0 ]; then
    tail -n 40 "$log"
    fail "The browser scripts' tests did not run."
    return
  fi
  [ "$bad" = 0 ] || cat "$log"
  passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + $(count '(#|ℹ) skipped' "$log")))
  printf '%-36s %5d passed %3d failed\n' "browser scripts" "$ok" "$bad"
}

readonly lively=(LiveSession.Cli.Tests LiveSession.EndToEnd LiveSession.Faults LiveSession.Server.Tests LiveSession.Storage.Tests)

# run_again PROJECT LOG: whether each test that failed holds when it is run alone.
run_again() {
  local project=$1 log=$2 name test tests wanted=()
  name=$(basename "$project")
  mapfile -t tests < <(sed -nE 's/^ +([A-Za-z0-9_.+]+)(\(.*)? \[FAIL\]$/\1/p' "$log" | sort -u)
  [ ${#tests[@]} -gt 0 ] || return
  for test in "${tests[@]}"; do wanted+=(-method "$test"); done
  timeout --kill-after=10 "$limit" "$project/bin/Debug/net10.0/$name" -noColor "${wanted[@]}" >"$log.again" 2>&1 || return
  [ "$(count Total "$log.again")" -ge ${#tests[@]} ] || return
  echo "$name: ${#tests[@]} failed and held when run again, alone:"
  failures "$log"
}

# failures LOG: which tests failed, and how.
failures() {
  awk '/\[FAIL\]/ { shown = 1; print; next } shown && /^      / { print; next } { shown = 0 }' "$1" | cut -c 1-600 | head -n 200
}

run_tests() {
  local project=$1 name log started code total bad out errors
  name=$(basename "$project")
  log=$logs/$name.log
  started=$SECONDS
  timeout --kill-after=10 "$limit" "$project/bin/Debug/net10.0/$name" -noColor >"$log" 2>&1
  code=$?
  if ! grep -qE '^ +.*Total: [0-9]+, Errors' "$log"; then
    tail -n 60 "$log"
    fail "$name ended without a result (exit code $code$([ $code = 124 ] && echo ": it took more than $limit s"))."
    return
  fi
  total=$(count Total "$log") errors=$(count Errors "$log") bad=$(count Failed "$log") out=$(($(count Skipped "$log") + $(count 'Not Run' "$log")))
  [ "$total" -gt 0 ] || { fail "$name has no test."; return; }
  if [ "$bad" -gt 0 ] && [ "$bad" -le 3 ] && [ "$errors" = 0 ] && [[ " ${lively[*]} " == *" $name "* ]] && run_again "$project" "$log"; then
    bad=0 code=0
  fi
  passed=$((passed + total - bad - out)) failed=$((failed + bad + errors)) skipped=$((skipped + out))
  printf '%-36s %5d passed %3d failed %3d skipped %5d s\n' "$name" $((total - bad - out)) $((bad + errors)) "$out" $((SECONDS - started))
  if [ $((bad + errors)) -gt 0 ]; then
    failures "$log"
  elif [ $code != 0 ]; then
    tail -n 20 "$log"
    fail "$name says that nothing failed, and ended with exit code $code."
  fi
  grep -E '\[SKIP\]' -A 1 "$log" | grep -vE '^--' | sed 's/^ */    /'
}

mkdir -p "$logs"
check_tools
projects=$(find_projects "$@") || stop "Names are folders of tests/, with or without LiveSession. and .Tests."

if [ $# -eq 0 ]; then
  say "Building"
  build LiveSession.sln
  say "Checking"
  check formatting dotnet format whitespace . --folder --verify-no-changes --exclude client/node_modules
  check script-types npm --prefix client run check
  check infra-lint lint_infra
  check_with promtool alerts lint_alerts
  check_with systemd-analyze systemd-unit lint_unit
  say "Testing"
  run_script_tests
else
  say "Building"
  for project in $projects; do build "$project"; done
  say "Testing"
fi
for project in $projects; do run_tests "$project"; done
finish
