# shellcheck shell=bash
# ./dev install [prefix]: program, screens, divisions and systemd unit onto this machine.
# DESTDIR=folder puts all of it under that folder instead, for packages and tests.

cmd_install() {
  local prefix=${1:-/usr/local} into=${DESTDIR:-}
  local bin=$prefix/bin share=$prefix/share/lastmile data=/var/lib/lastmile
  install_packages "${packages_run[@]}"
  build_release
  build_web
  divisions_ready
  put() { if [ -n "$into" ]; then "$@"; else as_root "$@"; fi; }

  put install -d "$into$bin" "$into$share/divisions" "$into/etc/systemd/system"
  put install -s -m 755 "$(program release)" "$into$bin/lastmile"
  put install -s -m 755 "$(program release)-paper" "$into$bin/lastmile-paper"
  put rm -rf "$into$share/web"
  put cp -r "$root/web/dist" "$into$share/web"
  put install -m 644 "$divisions"/*.csv "$into$share/divisions/"
  local unit
  unit=$(mktemp)
  sed -e "s|@BIN@|$bin|g" -e "s|@SHARE@|$share|g" -e "s|@DATA@|$data|g" \
    "$root/packaging/lastmile.service" >"$unit"
  put install -m 644 "$unit" "$into/etc/systemd/system/lastmile.service"
  rm -f "$unit"
  [ -z "$into" ] || { note "Installed below $into" && return; }

  getent passwd lastmile >/dev/null || as_root useradd --system --home-dir $data \
    --no-create-home --shell /usr/sbin/nologin lastmile
  as_root install -d -o lastmile -g lastmile -m 700 $data
  if [ -d /run/systemd/system ]; then as_root systemctl daemon-reload; fi
  note "Installed. The first time, for your city, as the user lastmile:"
  note "  lastmile init --data $data --city 4112"
  note "  lastmile import-divisions $share/divisions --data $data"
  note "  lastmile admin create --data $data --login NAME --name \"…\""
  note "Data in PostgreSQL: --postgres URL with each of them, and in LASTMILE_STORE of /etc/default/lastmile."
  note "Then, now and at every boot: sudo systemctl enable --now lastmile"
}
