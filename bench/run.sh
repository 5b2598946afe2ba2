#!/usr/bin/env bash
# ./dev bench [part…]: measures what the project promises about speed, and prints each target beside
# what was measured. Parts: http start dispatch places profile storage assign machine; without one,
# all of them. Data is made once under build/bench and kept.
#
# On a machine that does other work, look at CPU per operation first: wall-clock figures share the
# cores with whatever else runs. "Other programs" says how much that was while each load ran.
set -euo pipefail
shopt -s inherit_errexit

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
# shellcheck source=dev.d/lib.sh
. "$root/dev.d/lib.sh"
folder=$root/build/bench
programs=${BENCH_BUILD:-$root/build/release/bench}
lastmile=${LASTMILE_PROGRAM:-$root/build/release/src/lastmile}
seconds=${BENCH_SECONDS:-6}
records=${BENCH_RECORDS:-1000000}
lines=64
table=$folder/table.tsv
running=()

stop_all() {
  local pid
  for pid in "${running[@]}"; do kill "$pid" 2>/dev/null || true; done
  for pid in "${running[@]}"; do wait "$pid" 2>/dev/null || true; done
  running=()
}
trap stop_all EXIT

# A row of the table: what, target as shown, measured, and a test of it in awk ("x <= 150").
row() {
  local what=$1 target=$2 measured=$3 test=$4 unit=${5:-} verdict
  verdict=$(awk -v x="$measured" "BEGIN { print ($test) ? \"met\" : \"MISSED\" }")
  printf '%s\t%s\t%s %s\t%s\n' "$what" "$target" "$measured" "$unit" "$verdict" >>"$table"
}
# A row without a target: for comparison.
fact() { printf '%s\t%s\t%s\t%s\n' "$1" "" "$2" "" >>"$table"; }

wait_for() {
  local url=$1 attempt
  for attempt in {1..600}; do
    curl -sf -o /dev/null "$url" && return
    sleep 0.1
  done
  die "nothing answers at $url after $attempt tries"
}

resident_mb() { awk '/VmRSS/ { printf "%.1f", $2 * 1024 / 1e6 }' "/proc/$1/status"; }

# The demo town, made anew only when the schema or its story changed.
demo_town() {
  local sum
  sum=$(cat "$root"/schema/*.sql "$root"/src/demo/*.cpp | sha256sum | cut -c1-12)
  town=$folder/town-$sum
  [ -f "$town/.made" ] && return
  divisions_ready
  say "Making the demo town"
  rm -rf "$folder"/town-* "$folder"/million-*
  "$lastmile" init --data "$town" --demo --city 4112 >&2
  "$lastmile" import-divisions "$divisions" --data "$town" --city 4112 >&2
  local begun=$EPOCHREALTIME
  "$lastmile" demo --data "$town" >&2
  awk -v a="$begun" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }' >"$town/.seconds"
  touch "$town/.made"
}

# Serves a copy of a folder; sets $port and $pid.
serve() {
  local data=$1
  port=$(free_port)
  "$lastmile" serve --data "$data" --listen "127.0.0.1:$port" --log "$folder/serve.log" \
    >"$folder/serve.out" &
  pid=$!
  running+=("$pid")
  wait_for "http://127.0.0.1:$port/healthz"
}

post() {
  curl -sS -X POST -H 'Content-Type: application/json' -H "Idempotency-Key: $RANDOM$RANDOM" \
    "${@:3}" -d "$2" "http://127.0.0.1:$port$1"
}

# 16 residents sign in by code and a station worker at one press; their tokens go to files.
sign_in() {
  : >"$folder/residents"
  local n phone code request worker
  for n in {0..15}; do
    phone=$(printf '199%08d' $((10000000 + n)))
    request=$(post /v1/sign-in/codes "{\"phone\":\"$phone\"}")
    code=$(jq -r .code <<<"$request")
    post /v1/sign-in "{\"phone\":\"$phone\",\"code\":\"$code\",\"request\":$(jq .request <<<"$request")}" |
      jq -er .token >>"$folder/residents"
  done
  worker=$(curl -sS "http://127.0.0.1:$port/v1/demo/logins" |
    jq -r '.items[] | select(.login == "worker") | .person')
  post /v1/demo/sign-in "{\"person\":\"$worker\"}" | jq -er .token >"$folder/staff"
}

# load NAME ask|list: measures the server at $port and $pid; the answer's figures go to $got.
load() {
  local name=$1 what=$2 tokens=$3
  got=$("$programs/load" --port "$port" --pid "$pid" --seconds "$seconds" \
    --lines $lines --tokens "$tokens" "$what" "${@:4}")
  note "$(jq -r --arg name "$name" '"\($name): \(.per_second)/s, p50 \(.p50_ms) ms, p99 \(.p99_ms) ms, server \(.server_us) us CPU each, client \(.client_us) us, \(.resident_mb) MB, \(.failed) failed, other programs \(.others_cores) cores"' <<<"$got")"
}
figure() { jq -r ".$1" <<<"$got"; }

cpu_us() { awk -v hz="$(getconf CLK_TCK)" '{ printf "%d", ($14 + $15) * 1000000 / hz }' "/proc/$pid/stat"; }
# The follower furthest behind and how far, or nothing while the server does not say.
behind() {
  curl -sf --max-time 5 "http://127.0.0.1:$port/metrics" |
    awk -F '[{}" ]+' '/^lastmile_follower_behind/ && $4 >= most { most = $4 + 0; who = $3 } END { if (who) print most, who }'
}
# What a command leaves to do is part of its cost: waits until the figures have come up with the
# journal, and has $got say what the server used from the load's beginning until then.
settle() {
  local begun=$EPOCHREALTIME attempt now took
  for attempt in {1..600}; do
    now=$(behind)
    [ -n "$now" ] || die "/metrics does not say how far followers are behind"
    [ "${now%% *}" != 0 ] || break
    [ "$attempt" -lt 600 ] || die "the figures do not come up with the journal: ${now#* } is ${now%% *} leaves behind"
    sleep 0.1
  done
  took=$(awk -v a="$begun" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.2f", b - a }')
  got=$(jq --argjson us "$(cpu_us)" '.server_us = (($us - .begun_us) / .done * 10 | round / 10)' <<<"$got")
  note "figures up to date $took s after the load; with that $(figure server_us) us CPU each"
  row "figures up to date after the load" "<= 1 s" "$took" "x <= 1" s
}

part_http() {
  demo_town
  say "Commands and lists on lastmile serve: SQLite, synchronous=FULL, $lines keep-alive connections"
  local data=$folder/work idle ask list
  rm -rf "$data"
  cp -r "$town" "$data"
  serve "$data"
  sign_in
  sleep 2
  idle=$(resident_mb "$pid")
  load "lastmile, ask for help" ask "$folder/residents"
  settle
  ask=$got
  row "ask for help, server CPU" "<= 150 us" "$(figure server_us)" "x <= 150" us
  row "ask for help, throughput" ">= 5000/s" "$(figure per_second)" "x >= 5000" /s
  row "ask for help, p99" "<= 50 ms" "$(figure p99_ms)" "x <= 50" ms
  load "lastmile, list of 20 needs" list "$folder/staff" '/v1/needs?limit=20'
  list=$got
  row "list of 20, server CPU" "<= 80 us" "$(figure server_us)" "x <= 80" us
  row "list of 20, throughput" ">= 15000/s" "$(figure per_second)" "x >= 15000" /s
  row "list of 20, p99" "<= 50 ms" "$(figure p99_ms)" "x <= 50" ms
  row "memory, idle" "<= 40 MB" "$idle" "x <= 40" MB
  row "memory, after the load" "<= 120 MB" "$(resident_mb "$pid")" "x <= 120" MB
  row "refused or failed" "0" "$(jq -s 'map(.failed) | add' <<<"$ask$list")" "x == 0"
  fact "client CPU, same 2 cores" "$(jq .client_us <<<"$ask") us a command, $(jq .client_us <<<"$list") us a list"
  fact "other programs meanwhile" "$(jq .others_cores <<<"$ask") and $(jq .others_cores <<<"$list") cores"
  stop_all
  peers "$ask" "$list"
}

# The same two operations on Fastify + SQLite, in the same run.
peers() {
  local ask=$1 list=$2 commit driver
  use_node
  local peer=$folder/fastify
  mkdir -p "$peer"
  cp "$root"/bench/fastify/*.mjs "$root"/bench/fastify/package*.json "$peer/"
  npm_ci "$peer"
  for commit in each group; do
    port=$(free_port)
    node --no-warnings "$peer/server.mjs" --data "$peer/data" --port "$port" --commit "$commit" \
      >"$folder/peer.out" &
    pid=$!
    running+=("$pid")
    until grep -q SQLite "$folder/peer.out"; do sleep 0.1; done
    driver=$(<"$folder/peer.out")
    say "Fastify, ${driver}, commit: $commit"
    load "fastify, ask for help" ask "$peer/data/residents"
    compare "fastify ask, commit $commit" "$ask"
    if [ $commit = group ]; then
      load "fastify, list of 20 needs" list "$peer/data/staff" '/v1/needs?limit=20'
      compare "fastify list of 20" "$list"
    fi
    stop_all
  done
  fact "peer" "$driver"
}
compare() {
  local name=$1 ours=$2
  fact "$name" "$(jq -rn --argjson a "$ours" --argjson b "$got" '
    def r: . * 10 | round / 10;
    "\($b.per_second)/s, p99 \($b.p99_ms) ms, \($b.server_us) us, \($b.resident_mb) MB; lastmile: x\($a.per_second / $b.per_second | r) requests, CPU /\($b.server_us / $a.server_us | r), p99 /\($b.p99_ms / $a.p99_ms | r)"')"
}

part_start() {
  demo_town
  local big
  big=$folder/million-$records-$(basename "$town")
  if [ ! -f "$big/.made" ]; then
    say "Filling a town with $records service records"
    rm -rf "$big"
    cp -r "$town" "$big"
    rm "$big/.made"
    "$programs/fill_town" "$big" "$records"
    touch "$big/.made"
  fi
  say "Starting with $records service records ($(du -sh "$big" | cut -f1))"
  local best=999999 took each begun
  for each in 1 2 3 4 5; do
    port=$(free_port)
    begun=$EPOCHREALTIME
    "$lastmile" serve --data "$big" --listen "127.0.0.1:$port" --log "$folder/serve.log" \
      >"$folder/serve.out" &
    pid=$!
    running+=("$pid")
    until curl -sf -o /dev/null "http://127.0.0.1:$port/healthz"; do sleep 0.005; done
    took=$(awk -v a="$begun" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.0f", (b - a) * 1000 }')
    note "start $each: healthy after $took ms"
    [ "$took" -ge "$best" ] || best=$took
    if [ "$each" = 5 ]; then
      sleep 3
      row "memory, idle at $records records" "<= 40 MB" "$(resident_mb "$pid")" "x <= 40" MB
      sign_in
      load "lastmile, list of 20 at $records records" list "$folder/staff" '/v1/needs?limit=20'
      fact "list of 20 at $records records" "$(figure server_us) us, $(figure per_second)/s"
    fi
    stop_all
  done
  row "start at $records records" "<= 300 ms" "$best" "x <= 300" ms
  [ ! -f "$town/.seconds" ] || row "demo town made" "<= 30 s" "$(<"$town/.seconds")" "x <= 30" s
}

# benchmark PROGRAM: runs it and leaves "name cpu_ms real_ms" lines in $times.
benchmark() {
  nice -n -5 "$programs/$1" --benchmark_out="$folder/$1.json" --benchmark_out_format=json \
    "${@:2}" >&2
  times=$(jq -r '.benchmarks[] | "\(.name) \(if .time_unit == "ms" then .cpu_time else .cpu_time / 1e6 end) \(if .time_unit == "ms" then .real_time else .real_time / 1e6 end)"' "$folder/$1.json")
}
cpu_of() { awk -v name="$1" '$1 ~ "^" name { printf "%.3f", $2; exit }' <<<"$times"; }

part_dispatch() {
  say "Dispatch: 10,000 waiting needs, 100,000 volunteers"
  benchmark dispatch_bench
  row "one need ranked, CPU" "<= 20 ms" "$(cpu_of rank_one_need)" "x <= 20" ms
  row "10,000 needs matched, CPU" "<= 10000 ms" "$(cpu_of match_all_waiting)" "x <= 10000" ms
}

part_places() {
  divisions_ready
  say "The whole country: import, then questions to its tree"
  local data=$folder/country
  rm -rf "$data"
  "$lastmile" init --data "$data" --city 4112 >&2
  /usr/bin/env time -f '%e %M %U %S' -o "$folder/import.time" \
    "$lastmile" import-divisions "$divisions" --data "$data" --all --no-sites >&2
  local real kb user system
  read -r real kb user system <"$folder/import.time"
  row "import of the whole country" "<= 60 s" "$real" "x <= 60" s
  row "its peak memory" "<= 1024 MB" "$((kb / 1024))" "x <= 1024" MB
  fact "its CPU" "$user s user, $system s system"
  LASTMILE_DATA=$data benchmark places_bench
  local name
  while read -r name _; do
    row "tree: ${name//_/ }, CPU" "<= 1 ms" "$(cpu_of "$name")" "x <= 1" ms
  done <<<"$times"
}

# Where the time goes: the two operations under perf, by module and by function.
part_profile() {
  command -v perf >/dev/null || install_packages linux-perf
  use_node
  demo_town
  local data=$folder/work what tokens
  rm -rf "$data"
  cp -r "$town" "$data"
  serve "$data"
  sign_in
  for what in ask list; do
    tokens=$folder/residents
    [ $what = ask ] || tokens=$folder/staff
    say "Profile: $what"
    perf record -q -F 999 --call-graph dwarf,8192 -p "$pid" -o "$folder/$what.perf" \
      -- sleep "$seconds" 2>/dev/null &
    local recorder=$!
    if [ $what = ask ]; then load profile ask "$tokens"
    else load profile list "$tokens" '/v1/needs?limit=20'; fi
    wait $recorder || true
    "$root/bench/profile.sh" "$folder/$what.perf"
    perf script -i "$folder/$what.perf" 2>/dev/null |
      node "$root/bench/flame.mjs" "$what, 64 connections" >"$folder/$what.svg"
    note "Flame graph: $folder/$what.svg"
  done
  stop_all
}

part_storage() { (cd "$folder" && nice -n -5 "$programs/storage_bench"); }
part_assign() { nice -n -5 "$programs/assign_bench"; }
part_machine() { nice -n -5 "$programs/http_bench"; }

print_table() {
  printf '\n%-46s %-12s %-22s %s\n' "what" "target" "measured" ""
  awk -F '\t' '{ printf "%-46s %-12s %-22s %s\n", $1, $2, $3, $4 }' "$table"
  printf '\n%s targets met, %s missed\n' "$(grep -c $'\tmet$' "$table" || true)" \
    "$(grep -c $'\tMISSED$' "$table" || true)"
}

mkdir -p "$folder"
: >"$table"
parts=("$@")
[ $# -gt 0 ] || parts=(http start dispatch places profile storage assign machine)
for part in "${parts[@]}"; do
  declare -F "part_$part" >/dev/null ||
    die "bench knows: http start dispatch places profile storage assign machine (not $part)"
  "part_$part"
done
[ ! -s "$table" ] || print_table
! grep -q $'\tMISSED$' "$table"
