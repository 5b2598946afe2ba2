# shellcheck shell=bash
# ./dev bench [name]: builds and runs bench/, each program with its peers beside it.

cmd_bench() {
  install_packages "${packages_run[@]}" "${packages_bench[@]}"
  use_node
  mkdir -p "$root/build"
  build_preset release lastmile
  # The target "bench" builds every program of bench/; bench/run.sh drives them.
  build_preset release bench
  if [ -x "$root/bench/run.sh" ]; then
    LASTMILE_PROGRAM=$(program release) BENCH_BUILD=$root/build/release/bench \
      exec "$root/bench/run.sh" "$@"
  fi
}
