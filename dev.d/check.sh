# shellcheck shell=bash
# ./dev check [step...]: what is too slow for every test run.

cmd_check() {
  . "$root/dev.d/setup.sh"
  . "$root/dev.d/postgres.sh"
  setup_run
  install_packages "${packages_check[@]}" "${packages_test[@]}"
  use_node
  mkdir -p "$root/build"
  local -a steps=("$@")
  [ $# -gt 0 ] || steps=(web clang tidy asan tsan)
  local step failed_steps=''
  for step in "${steps[@]}"; do
    declare -F "check_$step" >/dev/null || die "check knows: web clang tidy asan tsan"
    say "check $step"
    "check_$step" || failed_steps+=" $step"
  done
  [ -z "$failed_steps" ] || die "failed:$failed_steps"
  note "All well: ${steps[*]}"
}

# The second compiler; every warning is an error.
check_clang() { build_preset clang; }

check_asan() {
  ASAN_OPTIONS=detect_stack_use_after_return=1 UBSAN_OPTIONS=print_stacktrace=1 \
    check_sanitized asan
}

check_tsan() {
  TSAN_OPTIONS="halt_on_error=1 suppressions=$root/tests/tsan.txt" check_sanitized tsan
}

check_sanitized() {
  build_preset "$1" || return 1
  [ -n "${LASTMILE_TEST_POSTGRES:-}" ] || start_postgres
  ctest --test-dir "$root/build/$1" -j "${TEST_JOBS:-2}" --timeout 1800 --output-on-failure \
    </dev/null
}

# clang-tidy over what changed since the main branch was last shared (TIDY_BASE), or over all.
check_tidy() {
  build_preset clang || return 1
  local -a files
  mapfile -t files < <(changed_sources)
  [ ${#files[@]} -gt 0 ] || { note "No changed C++ source." && return; }
  printf '%s\n' "${files[@]}" |
    (cd "$root" && xargs -P 2 -n 2 clang-tidy-19 -p build/clang --quiet --warnings-as-errors='*')
}

changed_sources() {
  local base=${TIDY_BASE:-}
  [ -n "$base" ] || base=$(git -C "$root" rev-parse -q --verify origin/main || true)
  (
    cd "$root"
    if [ -n "$base" ]; then
      { git diff --name-only --diff-filter=d "$base" && git ls-files -o --exclude-standard; }
    else
      git ls-files
    fi | grep -E '^(src|tests|bench)/.*\.cpp$' | sort -u
  )
}

check_web() { (cd "$root/web" && npm run --silent types && npm run --silent lint); }
