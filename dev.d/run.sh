# shellcheck shell=bash
# ./dev run: from a bare checkout to a served address; a second start takes under a second.

cmd_run() {
  local data='' listen=127.0.0.1:8080 city=4112 postgres='' seed=1 demo=yes
  while [ $# -gt 0 ]; do
    case $1 in
      --data) data=$(realpath -m "${2:?--data DIR}") && shift ;;
      --listen) listen=${2:?--listen ADDR:PORT} && shift ;;
      --city) city=${2:?--city CODE} && shift ;;
      --all) city=all ;;
      --postgres) postgres=${2:?--postgres URL} && shift ;;
      --seed) seed=${2:?--seed NUMBER} && shift ;;
      --no-demo) demo=no ;;
      *) die "run knows: --data --listen --city --all --postgres --seed --no-demo (not $1)" ;;
    esac
    shift
  done
  [[ $city =~ ^(all|[0-9]{4}|[0-9]{6})$ ]] ||
    die "--city takes the first 4 or 6 digits of a division code, such as 4112 (not $city)"

  [ -n "$data" ] || data=$(usual_folder "$postgres")
  same_database "$data" "$postgres"

  install_packages "${packages_run[@]}"
  build_release
  build_web

  local -a store=(--data "$data")
  [ -z "$postgres" ] || store+=(--postgres "$postgres")
  first_start "$data" "$city" "$seed" "$demo" "$postgres"

  local -a serve=("${store[@]}" --listen "$listen" --web "$root/web/dist")
  if grep -qx demo "$data/.set-up"; then serve+=(--demo); fi
  exec "$(program release)" serve "${serve[@]}"
}

# Beside the embedded town, not over it: a folder's keys and settings belong to one database. A town
# on PostgreSQL from before that has its keys in data/.
usual_folder() {
  if [ -z "$1" ] || { [ -f "$root/data/.set-up" ] && [ ! -f "$root/data/lastmile.db" ]; }; then
    printf '%s' "$root/data"
  else
    printf '%s' "$root/data-postgres"
  fi
}

# .set-up also names the database, by a hash as its URL may hold a password.
database_mark() { printf 'database %s\n' "$(printf '%s' "${1:-embedded}" | sha256sum | cut -c1-16)"; }

same_database() {
  local data=$1 postgres=$2
  grep -q '^database ' "$data/.set-up" 2>/dev/null || return 0
  grep -qxF "$(database_mark "$postgres")" "$data/.set-up" ||
    die "$data was set up on another database; give its --postgres URL, or choose another --data"
}

# Does what .set-up in the data folder does not yet list. A fresh embedded database is made beside
# the folder and moved into place when whole, so a broken-off first start leaves nothing behind.
first_start() {
  local data=$1 city=$2 seed=$3 demo=$4 postgres=$5
  local server target=$data fresh_start=no
  server=$(program release)
  if [ ! -f "$data/.set-up" ]; then
    [ ! -d "$data" ] || [ -z "$(ls -A "$data")" ] || [ -n "$postgres" ] ||
      die "$data holds files but was not set up by ./dev run; choose another --data"
    fresh_start=yes
    if [ "$demo" = yes ] && [[ ! $city =~ ^(all|4112|411202)$ ]]; then
      note "The demo plays in Hubin, Sanmenxia (411202); without it this town starts empty."
      demo=no
    fi
    [ "$demo" = yes ] && demo=wanted
    if [ -z "$postgres" ]; then
      target=$data.being-made
      rm -rf "$target"
    fi
  fi
  local -a store=(--data "$target")
  [ -z "$postgres" ] || store+=(--postgres "$postgres")

  if [ $fresh_start = yes ]; then
    say "Setting up data in ${data#"$PWD"/}"
    mkdir -p "$target"
    local -a init=("${store[@]}")
    [ "$city" = all ] || init+=(--city "$city")
    [ "$demo" != wanted ] || init+=(--demo)
    "$server" init "${init[@]}" >&2
  fi
  if [ $fresh_start = yes ] || ! grep -qxE "divisions (all|$city)" "$data/.set-up"; then
    divisions_ready
    local -a which=(--city "$city")
    [ "$city" != all ] || which=(--all)
    "$server" import-divisions "$divisions" "${store[@]}" "${which[@]}" >&2
    [ $fresh_start = no ] || database_mark "$postgres" >>"$target/.set-up"
    printf 'divisions %s\n' "$city" >>"$target/.set-up"
  fi
  if [ "$demo" = wanted ]; then
    "$server" demo --seed "$seed" "${store[@]}" >&2
    printf 'demo\n' >>"$target/.set-up"
  fi
  if [ "$target" != "$data" ]; then
    [ ! -d "$data" ] || rmdir "$data"
    mv "$target" "$data"
  fi
}
