# shellcheck shell=bash
# ./dev bench [name]: builds and runs bench/, each program with its peers beside it.

cmd_bench() {
  install_packages "${packages_run[@]}" "${packages_bench[@]}"
  use_node
  mkdir -p "$root/build"
  build_preset release lastmile
  # The target "bench" builds every program of bench/; bench/run.sh, where it is, drives them.
  build_preset release bench
  local folder=$root/build/release/bench
  if [ -x "$root/bench/run.sh" ]; then
    LASTMILE_PROGRAM=$(program release) BENCH_BUILD=$folder exec "$root/bench/run.sh" "$@"
  fi
  local each found=no
  for each in "$folder"/*_bench; do
    [[ -x $each && $(basename "$each") == *${1:-}* ]] || continue
    found=yes
    say "$(basename "$each")"
    (cd "$root" && "$each")
  done
  [ $found = yes ] || die "no bench program is named like ${1:-that}"
}
