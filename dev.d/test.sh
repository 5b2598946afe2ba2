# shellcheck shell=bash
# ./dev test [filter]: every runner in turn; the last line sums them.

cmd_test() {
  [ $# -le 1 ] || die "test takes one filter at most"
  local filter=${1:-}
  local results=$root/build/test-results all_runners=' ctest vitest playwright'
  # It means the same to three runners only without what one of them reads as a pattern.
  [[ $filter != *[][:^$\|+*?\(\){}\\-]* ]] || die "a filter is a part of a name, not a pattern"
  passed=0 failed=0 empty_runners=''
  setup_for_test
  rm -rf "$results"
  mkdir -p "$results" "$root/build"

  say "Building the server and its tests"
  # The benches too: nothing else would notice that one does not compile any more.
  if ! build_preset test all bench; then
    failed=$((failed + 1))
    note "The build failed: nothing that needs it can run."
    finish_test "$filter"
  fi

  check_contract
  start_postgres
  run_cpp_tests "$filter"
  run_component_tests "$filter" "$results"
  run_browser_tests "$filter" "$results"
  finish_test "$filter"
}

setup_for_test() {
  . "$root/dev.d/setup.sh"
  . "$root/dev.d/postgres.sh"
  setup_test
  use_node
  LANG=C.UTF-8
  export LANG LC_ALL=C.UTF-8
}

# The written contract is what the program says now; ./dev api writes it again.
check_contract() {
  say "The written contract"
  if diff -q <("$(program test)" openapi) "$root/docs/api/openapi.json" >&2 &&
    diff -q <("$(program test)" errors) "$root/docs/api/errors.md" >&2 &&
    (cd "$root/web" && node scripts/api.mjs --check >&2); then
    count contract 1 0
  else
    note "The API changed: run ./dev api and commit what it writes."
    count contract 0 1
  fi
}

run_cpp_tests() {
  local filter=$1
  say "C++ tests"
  local found=$root/build/test/results status=0
  rm -rf "$found"
  local -a choose=()
  if [ -n "$filter" ] && [ -n "$(find "$root/build/test" -name "${filter}_test" -type f)" ]; then
    choose=(-R "^${filter}_test\\.")
  elif [ -n "$filter" ]; then
    export GTEST_FILTER="*$filter*"
  fi
  # Two a core, for they wait for one another; each keeps databases, so no more than 16.
  local jobs=$(($(nproc) * 2))
  ctest --test-dir "$root/build/test" -j "${TEST_JOBS:-$((jobs < 16 ? jobs : 16))}" \
    --timeout 600 --output-on-failure "${choose[@]}" </dev/null || status=1
  unset GTEST_FILTER
  # Each process writes which tests it ran; one that ended badly otherwise is a failure all the same.
  local all good bad
  all=$(jq -s '[.[].testsuites[]?.testsuite[]? | select(.result == "COMPLETED")]' "$found"/*.json) ||
    all='[]'
  good=$(jq '[.[] | select(has("failures") | not)] | length' <<<"$all")
  bad=$(jq '[.[] | select(has("failures"))] | length' <<<"$all")
  [ "$status" = 0 ] || [ "$bad" -gt 0 ] || bad=1
  count ctest "$good" "$bad"
}

run_component_tests() {
  local filter=$1 results=$2
  say "Component tests"
  local -a choose=()
  [ -z "$filter" ] || choose=(-t "$filter" --passWithNoTests)
  (cd "$root/web" && node_modules/.bin/vitest run --reporter=default --reporter=json \
    --outputFile.json="$results/vitest.json" "${choose[@]}" </dev/null) || true
  count_json vitest "$results/vitest.json" .numPassedTests \
    '.numFailedTests + (if .success then 0 elif .numFailedTests > 0 then 0 else 1 end)'
}

# The screens are built, weighed, then used in a real browser against a real server.
run_browser_tests() {
  local filter=$1 results=$2
  if ! build_web; then
    note "The web build failed, so no browser test could run."
    count build 0 1
    return
  fi
  say "Weight of the screens"
  if (cd "$root/web" && node scripts/weigh.mjs); then count weight 1 0; else count weight 0 1; fi
  say "Browser tests"
  local -a choose=()
  [ -z "$filter" ] || choose=(-g "$filter" --pass-with-no-tests)
  divisions_ready
  (cd "$root/web" && LASTMILE_PROGRAM=$(program test) LASTMILE_PORT=$(free_port) \
    LASTMILE_DIVISIONS=$divisions \
    PLAYWRIGHT_JSON_OUTPUT_NAME=$results/playwright.json \
    node_modules/.bin/playwright test --reporter=list,json "${choose[@]}" </dev/null) || true
  count_json playwright "$results/playwright.json" '.stats.expected + .stats.flaky' \
    '.stats.unexpected + (.errors | length)'
}

count() {
  local name=$1 good=$2 bad=$3
  passed=$((passed + good))
  failed=$((failed + bad))
  [ $((good + bad)) -gt 0 ] || empty_runners+=" $name"
}

count_json() {
  local name=$1 file=$2 good bad
  if [ ! -s "$file" ] || ! good=$(jq -e "$3" "$file") || ! bad=$(jq -e "$4" "$file"); then
    note "$name wrote no results."
    count "$name" 0 1
    return
  fi
  count "$name" "$good" "$bad"
}

# A runner that found no test at all is a failure, unless a filter chose others.
finish_test() {
  local filter=$1
  if [ -n "$empty_runners" ] && { [ -z "$filter" ] || [ "$empty_runners" = "$all_runners" ]; }; then
    note "No test was found by:$empty_runners"
    failed=$((failed + 1))
  fi
  printf '\n%d passed, %d failed\n' "$passed" "$failed"
  [ "$failed" = 0 ] || exit 1
  exit 0
}
