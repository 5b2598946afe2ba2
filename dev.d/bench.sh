# shellcheck shell=bash
# ./dev bench [part…]: the speed that is promised, target beside measured, with the peers beside it.

cmd_bench() {
  install_packages "${packages_run[@]}" "${packages_bench[@]}"
  use_node
  mkdir -p "$root/build"
  build_preset release lastmile bench
  LASTMILE_PROGRAM=$(program release) BENCH_BUILD=$root/build/release/bench \
    exec "$root/bench/run.sh" "$@"
}
