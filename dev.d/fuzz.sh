# shellcheck shell=bash
# ./dev fuzz [target] [seconds]: one target, or all of them for that long each.

cmd_fuzz() {
  local only=${1:-} seconds=${2:-60}
  if [[ $only =~ ^[0-9]+$ ]]; then
    seconds=$only
    only=''
  fi
  [[ $seconds =~ ^[1-9][0-9]*$ ]] || die "seconds must be a positive number (not $seconds)"
  install_packages "${packages_run[@]}" "${packages_check[@]}"
  mkdir -p "$root/build"
  build_preset fuzz build.ninja
  local -a targets
  mapfile -t targets < <(ninja -C "$root/build/fuzz" -t targets all |
    grep -oE '^fuzz_[a-z0-9_]+: phony' | cut -d: -f1 | grep -E "^(fuzz_)?${only:-.*}$" || true)
  [ ${#targets[@]} -gt 0 ] || die "no fuzz target ${only:-at all}"
  build_preset fuzz "${targets[@]}"
  local target binary corpus
  for target in "${targets[@]}"; do
    say "$target for $seconds s"
    binary=$(find "$root/build/fuzz" -type f -name "$target" -perm -u+x | head -1)
    corpus=$root/build/fuzz/corpus/$target
    mkdir -p "$corpus"
    local -a seeds=()
    [ ! -d "$root/tests/fuzz/corpus/${target#fuzz_}" ] ||
      seeds=("$root/tests/fuzz/corpus/${target#fuzz_}")
    (cd "$corpus/.." && "$binary" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
      -print_final_stats=1 "$corpus" "${seeds[@]}")
  done
}
