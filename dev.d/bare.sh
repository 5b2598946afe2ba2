# shellcheck shell=bash
# ./dev bare [run|test]: a Debian 12 with nothing on it, in a folder; both commands inside it.
# Needs root: it makes and enters a root file system. BARE=folder says where (default build/bare).

cmd_bare() {
  local only=${1:-both}
  [[ $only =~ ^(run|test|both)$ ]] || die "bare knows: run test"
  [ "$(id -u)" = 0 ] || die "bare makes a root file system: run it as root (sudo ./dev bare)"
  install_packages "${packages_bare[@]}"
  bare=$(realpath -m "${BARE:-$root/build/bare}")
  trap leave_bare EXIT
  trap 'exit 130' INT TERM
  leave_bare
  rm -rf "$bare"

  make_bare
  carry_settings
  carry_checkout
  enter_bare
  local status=0
  if [ "$only" != test ]; then bare_run || status=1; fi
  if [ "$only" != run ]; then bare_test || status=1; fi
  printf '\n%s\n' "$bare_report"
  return $status
}

make_bare() {
  local mirror
  mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/*.{list,sources} 2>/dev/null |
    grep -E '^(URIs:|deb) ' | grep -oE 'https?://[^ ]+/debian/?( |$)' | head -1) || true
  SECONDS=0
  say "Making a bare Debian 12 in $bare"
  mkdir -p "$bare"
  debootstrap --variant=minbase bookworm "$bare" "${mirror:-http://deb.debian.org/debian}" \
    >"$bare.log" 2>&1 || { tail -20 "$bare.log" >&2 && die "debootstrap failed"; }
  bare_report="debootstrap: $SECONDS s, $(du -smx "$bare" | cut -f1) MB"
}

# What a machine on this network is given before anyone logs in: names, certificates, mirrors.
carry_settings() {
  local file
  for file in /etc/resolv.conf /etc/hosts /etc/apt/sources.list; do
    [ ! -e "$file" ] || cp -L "$file" "$bare$file"
  done
  cp -L /etc/apt/sources.list.d/*.{list,sources} "$bare/etc/apt/sources.list.d/" 2>/dev/null || true
  cp -rL /etc/apt/auth.conf.d /etc/apt/keyrings "$bare/etc/apt/" 2>/dev/null || true
  [ ! -s "$bare/etc/apt/sources.list.d/debian.sources" ] || rm -f "$bare/etc/apt/sources.list"
  apt-config dump | grep -E '^Acquire::(https?::|Check-)' \
    >"$bare/etc/apt/apt.conf.d/99host" || true
  mkdir -p "$bare/etc/ssl/certs" "$bare/usr/local/share/ca-certificates"
  cp -L /etc/ssl/certs/ca-certificates.crt "$bare/etc/ssl/certs/"
  cp -L /usr/local/share/ca-certificates/*.crt "$bare/usr/local/share/ca-certificates/" 2>/dev/null || true
  {
    cat "$HOME/.npmrc" 2>/dev/null || true
    cat /etc/npmrc /usr/etc/npmrc /usr/local/etc/npmrc 2>/dev/null || true
  } | awk -F= '!seen[$1]++' >"$bare/root/.npmrc"
  # As container images do: a package that a crash cuts short would be unpacked again.
  echo force-unsafe-io >"$bare/etc/dpkg/dpkg.cfg.d/unsafe-io"
  # No service starts by itself in a folder.
  printf '#!/bin/sh\nexit 101\n' >"$bare/usr/sbin/policy-rc.d"
  chmod +x "$bare/usr/sbin/policy-rc.d"
}

# What git would hand to a stranger: tracked and new files, nothing built.
carry_checkout() {
  mkdir -p "$bare/srv/lastmile"
  (cd "$root" && git ls-files -z -co --exclude-standard | while IFS= read -r -d '' file; do
    [ ! -e "$file" ] || printf '%s\0' "$file"
  done | tar --null -T - -cf -) | tar -xf - -C "$bare/srv/lastmile"
}

enter_bare() {
  mount -t proc proc "$bare/proc"
  mount --rbind /dev "$bare/dev"
  mount --make-rslave "$bare/dev"
}

leave_bare() {
  [ -z "${bare_server:-}" ] || kill "$bare_server" 2>/dev/null || true
  umount -l "$bare/dev" 2>/dev/null || true
  umount -l "$bare/proc" 2>/dev/null || true
}

# Becomes a command inside, with a stranger's environment: no locale, no home of ours, no sudo.
# Call it in a subshell.
become_inside() {
  local -a carried=()
  local name
  for name in http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY \
    NODE_EXTRA_CA_CERTS SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE; do
    [ -z "${!name:-}" ] || carried+=("$name=${!name}")
  done
  exec env -i "${carried[@]}" HOME=/root TERM=dumb PATH=/usr/sbin:/usr/bin:/sbin:/bin "${env_inside[@]}" \
    chroot "$bare" /bin/sh -c "cd /srv/lastmile && $1" </dev/null
}

bare_run() {
  local port address env_inside=()
  port=$(free_port)
  address=127.0.0.1:$port
  say "./dev run on the bare machine"
  SECONDS=0
  (become_inside "exec ./dev run --listen $address") &
  bare_server=$!
  wait_for_server "$address" "$bare_server" || return 1
  bare_report+=$'\n'"./dev run, first start: $SECONDS s, $(du -smx "$bare" | cut -f1) MB"
  stop_server "$address"
  local began ended
  began=$(date +%s%N)
  (become_inside "exec ./dev run --listen $address") &
  bare_server=$!
  wait_for_server "$address" "$bare_server" || return 1
  ended=$(date +%s%N)
  bare_report+=$'\n'"./dev run, second start: $(((ended - began) / 1000000)) ms"
  stop_server "$address"
}

wait_for_server() {
  while ! curl -fsS -m 2 -o /dev/null "http://$1/healthz" 2>/dev/null; do
    kill -0 "$2" 2>/dev/null || { note "The server inside ended before it answered." && return 1; }
    sleep 0.1
  done
}

stop_server() {
  kill "$bare_server"
  wait "$bare_server" 2>/dev/null || true
  bare_server=
  ! curl -fsS -m 2 -o /dev/null "http://$1/healthz" 2>/dev/null || note "A server still answers."
}

bare_test() {
  local status=0 env_inside=(CI=true)
  say "./dev test on the bare machine"
  SECONDS=0
  (become_inside "exec ./dev test") 2>&1 | tee "$bare.test.log" || status=1
  bare_report+=$'\n'"./dev test, from nothing: $SECONDS s, $(tail -1 "$bare.test.log"), "
  bare_report+="$(du -smx "$bare" | cut -f1) MB"
  [ $status = 0 ] || return 1
  SECONDS=0
  (become_inside "exec ./dev test") 2>&1 | tee "$bare.test.log" || status=1
  bare_report+=$'\n'"./dev test, again: $SECONDS s, $(tail -1 "$bare.test.log")"
  return $status
}
