# shellcheck shell=bash
# ./dev pictures: take the README's pictures of the demo town anew.

cmd_pictures() {
  [ $# -eq 0 ] || die "pictures takes no argument"
  . "$root/dev.d/setup.sh"
  setup_test
  use_node
  build_preset test lastmile
  build_web
  divisions_ready
  (cd "$root/web" && LASTMILE_PROGRAM=$(program test) LASTMILE_PORT=$(free_port) \
    LASTMILE_DIVISIONS=$divisions node_modules/.bin/playwright test -c pictures.config.ts)
  note "The pictures are in docs/pictures."
}
