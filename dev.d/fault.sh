# shellcheck shell=bash
# ./dev fault [kills] [options]: kills the server under load and looks for what was lost.

cmd_fault() {
  local kills=10000
  if [[ ${1:-} != --* ]] && [ $# -gt 0 ]; then
    kills=$1
    shift
  fi
  [[ $kills =~ ^[1-9][0-9]*$ ]] || die "kills must be a positive number (not $kills)"
  install_packages "${packages_run[@]}"
  mkdir -p "$root/build"
  build_preset release lastmile fault
  local -a options=()
  while [ $# -gt 0 ]; do
    case $1 in
      --postgres)
        # Without a URL: a private server for this run.
        if [ $# -gt 1 ] && [[ $2 != --* ]]; then
          options+=(--postgres "$2")
          shift 2
        else
          install_packages postgresql
          . "$root/dev.d/postgres.sh"
          start_postgres
          options+=(--postgres "$LASTMILE_TEST_POSTGRES")
          shift
        fi
        ;;
      *) options+=("$1") && shift ;;
    esac
  done
  "$root/build/release/tests/fault/fault" --program "$(program release)" --kills "$kills" \
    "${options[@]}"
}
