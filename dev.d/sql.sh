# shellcheck shell=bash
# ./dev sql: the data, in the database's own shell.

cmd_sql() {
  local data=$root/data postgres=''
  while [ $# -gt 0 ]; do
    case $1 in
      --data) data=${2:?--data DIR} && shift 2 ;;
      --postgres) postgres=${2:?--postgres URL} && shift 2 ;;
      *) break ;;
    esac
  done
  if [ -n "$postgres" ]; then
    install_packages postgresql-client
    [ $# -gt 0 ] || exec psql "$postgres"
    exec psql "$postgres" -c "$*"
  fi
  install_packages sqlite3
  [ -d "$data" ] || die "no folder $data; start ./dev run first, or name one with --data"
  local file
  file=$(find "$data" -maxdepth 1 -name '*.db' -o -maxdepth 1 -name '*.sqlite' | head -1)
  [ -n "$file" ] || die "no database in $data; start ./dev run first"
  exec sqlite3 -header -column "$file" "$@"
}
