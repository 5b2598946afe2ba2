# shellcheck shell=bash
# ./dev build [preset] [target...]

cmd_build() {
  local preset=${1:-release}
  [ $# -eq 0 ] || shift
  case $preset in
    release | test | asan | tsan) install_packages "${packages_run[@]}" ;;
    clang | fuzz) install_packages "${packages_run[@]}" "${packages_check[@]}" ;;
    *) die "presets: release test clang asan tsan fuzz" ;;
  esac
  mkdir -p "$root/build"
  build_preset "$preset" "$@"
  if [ "$preset" = release ] && [ $# -eq 0 ]; then build_web; fi
}
