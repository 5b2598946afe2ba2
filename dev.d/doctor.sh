# shellcheck shell=bash
# ./dev doctor: every need, whether it is met, and the command that mends it.

cmd_doctor() {
  local data=$root/data listen=127.0.0.1:8080 postgres=''
  while [ $# -gt 0 ]; do
    case $1 in
      --data) data=${2:?--data DIR} && shift ;;
      --listen) listen=${2:?--listen ADDR:PORT} && shift ;;
      --postgres) postgres=${2:?--postgres URL} && shift ;;
      *) die "doctor knows: --data --listen --postgres" ;;
    esac
    shift
  done
  missing=0
  doctor_system
  doctor_packages "to build and run" ./dev\ setup\ run "${packages_run[@]}"
  doctor_packages "to test" ./dev\ setup\ test "${packages_test[@]}"
  doctor_packages "to check" ./dev\ setup\ check "${packages_check[@]}"
  doctor_packages "to measure" ./dev\ setup\ bench "${packages_bench[@]}"
  doctor_node
  doctor_port "$listen"
  doctor_disk "$data"
  [ -z "$postgres" ] || doctor_postgres "$postgres"
  if [ $missing -gt 0 ]; then
    printf '\n%d missing\n' $missing
    exit 1
  fi
  printf '\nAll there.\n'
}

well() { printf 'ok       %s\n' "$1"; }
ill() {
  missing=$((missing + 1))
  printf 'missing  %s\n         mend: %s\n' "$1" "$2"
}

doctor_system() {
  local name=unknown
  [ ! -r /etc/os-release ] || name=$(. /etc/os-release && echo "$PRETTY_NAME")
  case $name in
    *'Linux 12'*) well "system: $name" ;;
    *) ill "system: $name, but only Debian 12 is tried" "./dev bare makes a Debian 12 in a folder" ;;
  esac
  if [ "$(id -u)" = 0 ] || command -v sudo >/dev/null; then well "right to install packages"
  else ill "right to install packages" "su -c 'apt-get install sudo', or run ./dev setup as root"; fi
  if command -v g++ >/dev/null; then
    well "compiler: $(g++ --version | head -1)"
  else ill "compiler g++" "./dev setup run"; fi
}

doctor_packages() {
  local purpose=$1 mend=$2
  shift 2
  local -a lacking
  mapfile -t lacking < <(missing_packages "$@")
  if [ ${#lacking[@]} = 0 ]; then well "$# Debian packages $purpose"
  else ill "Debian packages $purpose: ${lacking[*]}" "$mend"; fi
}

doctor_node() {
  local node=node have
  [ ! -x "$node_home/node_modules/.bin/node" ] || node=$node_home/node_modules/.bin/node
  have=$(node_version "$node")
  if [ "${have%%.*}" -ge $node_major ]; then well "Node $have"
  else ill "Node $node_major or newer (found $have)" "./dev setup run"; fi
  if [ -d "$root/web/node_modules" ]; then well "npm packages of the screens"
  else ill "npm packages of the screens" "./dev setup run"; fi
}

doctor_port() {
  local address=${1%:*} port=${1##*:}
  if (exec 3<>"/dev/tcp/$address/$port") 2>/dev/null; then
    if [ "$(curl -fsS -m 2 "http://$1/healthz" 2>/dev/null)" ]; then
      well "port $port: a server answers there already"
    else ill "port $port is taken by another program" "./dev run --listen $address:$(free_port)"; fi
  else well "port $port is free"; fi
}

# Needs room for sources, builds and data, and a disk that says when it has written.
doctor_disk() {
  local data=$1 folder=$1 free
  while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done
  free=$(df -Pm "$folder" | awk 'NR == 2 {print $4}')
  if [ "$free" -ge 6000 ]; then well "disk: $free MB free"
  else ill "disk: $free MB free, 6,000 wanted" "make room, or ./dev run --data on another disk"; fi
  local probe=$folder/.dev-doctor-$$
  if ! (: >"$probe") 2>/dev/null; then
    ill "data folder $data cannot be written" "sudo chown $(id -un) $folder, or ./dev run --data"
    return
  fi
  local began ended each
  began=$(date +%s%N)
  dd if=/dev/zero of="$probe" bs=4096 count=50 oflag=dsync 2>/dev/null
  ended=$(date +%s%N)
  rm -f "$probe"
  each=$(((ended - began) / 50000))
  if [ $each -lt 20000 ]; then well "data folder $data: a durable write takes $each µs"
  else ill "data folder $data: a durable write takes $each µs, under 20,000 wanted" \
    "put --data on a faster disk: every accepted command waits for it"; fi
}

doctor_postgres() {
  if ! command -v psql >/dev/null; then
    ill "psql" "./dev setup test"
  elif version=$(PGCONNECT_TIMEOUT=5 psql "$1" -Atc 'show server_version' 2>&1); then
    well "PostgreSQL $version answers"
  else
    ill "PostgreSQL: ${version//$'\n'/ }" \
      "start it (systemctl start postgresql), createdb -T template0 -E UTF8 -l C.UTF-8 lastmile"
  fi
}
