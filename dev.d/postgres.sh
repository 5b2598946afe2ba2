# shellcheck shell=bash
# A private PostgreSQL for one test run: its own folder and port, no durability, gone afterwards.

start_postgres() {
  local bin port
  bin=$(find /usr/lib/postgresql -mindepth 2 -maxdepth 2 -name bin 2>/dev/null | sort -V | tail -1)
  [ -n "$bin" ] || die "PostgreSQL is not installed; try ./dev doctor"
  # In memory where 1 GiB is free: the tests make and empty hundreds of small databases.
  local parent=${TMPDIR:-/tmp} free_kib
  free_kib=$(df --output=avail /dev/shm 2>/dev/null | tail -1) || free_kib=0
  [ ! -w /dev/shm ] || [ "${free_kib:-0}" -lt 1048576 ] || parent=/dev/shm
  postgres_folder=$(mktemp -d "$parent/lastmile-postgres.XXXXXX")
  postgres_bin=$bin
  [ "$(id -u)" != 0 ] || chown postgres "$postgres_folder"
  trap stop_postgres EXIT
  trap 'exit 130' INT TERM
  say "Starting a private PostgreSQL"
  as_postgres "$bin/initdb" -D "$postgres_folder/data" -A trust -U postgres -E UTF8 \
    --locale=C.UTF-8 --no-sync >"$postgres_folder.log" 2>&1 ||
    { cat "$postgres_folder.log" >&2 && die "initdb failed"; }
  for _ in 1 2 3; do
    port=$(free_port)
    if as_postgres "$bin/pg_ctl" -D "$postgres_folder/data" -w -t 60 -s -l "$postgres_folder/log" \
      -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories=$postgres_folder \
      -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200 \
      -c shared_buffers=64MB -c jit=off" start </dev/null >/dev/null; then
      export LASTMILE_TEST_POSTGRES="postgresql://postgres@/lastmile?host=$postgres_folder&port=$port"
      as_postgres "$bin/createdb" -h 127.0.0.1 -p "$port" -U postgres lastmile
      return
    fi
  done
  cat "$postgres_folder/log" >&2
  die "the private PostgreSQL did not start"
}

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

stop_postgres() {
  as_postgres "$postgres_bin/pg_ctl" -D "$postgres_folder/data" -m immediate -s stop \
    >/dev/null 2>&1 || true
  rm -rf "$postgres_folder" "$postgres_folder.log"
}
