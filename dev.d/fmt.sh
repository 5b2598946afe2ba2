# shellcheck shell=bash
# ./dev fmt: one shape for all sources.

cmd_fmt() {
  . "$root/dev.d/setup.sh"
  install_packages git clang-format-19
  npm_ci "$root/web"
  use_node
  (cd "$root" && git ls-files -z -co --exclude-standard '*.cpp' '*.h' |
    xargs -0 -r -P 2 -n 20 clang-format-19 -i)
  (cd "$root/web" && node_modules/.bin/eslint . --fix)
}
