# shellcheck shell=bash
# ./dev fault [kills]: kills the server under load and looks for what was lost.

cmd_fault() {
  local kills=${1:-10000}
  [[ $kills =~ ^[1-9][0-9]*$ ]] || die "kills must be a positive number (not $kills)"
  [ $# -eq 0 ] || shift
  install_packages "${packages_run[@]}"
  mkdir -p "$root/build"
  build_preset release lastmile fault
  local binary
  binary=$(find "$root/build/release" -type f -name fault -perm -u+x | head -1)
  LASTMILE_PROGRAM=$(program release) exec "$binary" --program "$(program release)" \
    --kills "$kills" "$@"
}
