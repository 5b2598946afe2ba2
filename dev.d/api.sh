# shellcheck shell=bash
# ./dev api: the written contract, from the program itself; the tests compare it.

cmd_api() {
  install_packages "${packages_run[@]}"
  npm_ci "$root/web"
  use_node
  mkdir -p "$root/build" "$root/docs/api"
  build_preset test lastmile
  local server folder=$root/docs/api
  server=$(program test)
  # Written whole or not at all: a failing program leaves the old contract standing.
  "$server" openapi >"$folder/.openapi.json" && mv "$folder/.openapi.json" "$folder/openapi.json"
  "$server" errors >"$folder/.errors.md" && mv "$folder/.errors.md" "$folder/errors.md"
  local guides=$root/docs/guides
  "$server" settings --markdown --language en >"$guides/.settings.md" &&
    mv "$guides/.settings.md" "$guides/settings.md"
  "$server" settings --markdown --language zh >"$guides/.settings.md" &&
    mv "$guides/.settings.md" "$guides/settings.zh-CN.md"
  (cd "$root/web" && npm run --silent api)
}
