# shellcheck shell=bash
# ./dev setup: what the other commands need, installed once.

cmd_setup() {
  local what
  for what in "${@:-run}"; do
    case $what in
      run) setup_run ;;
      test) setup_test ;;
      check) setup_run && install_packages "${packages_check[@]}" ;;
      bench) setup_run && install_packages "${packages_bench[@]}" ;;
      bare) install_packages "${packages_bare[@]}" ;;
      all) setup_test && install_packages "${packages_check[@]}" "${packages_bench[@]}" \
        "${packages_bare[@]}" ;;
      *) die "setup knows: run test check bench bare all" ;;
    esac
  done
}

setup_run() {
  install_packages "${packages_run[@]}"
  npm_ci "$root/web"
}

# One request to apt for both lists: each costs a look at the whole archive.
setup_test() {
  install_packages "${packages_run[@]}" "${packages_test[@]}"
  npm_ci "$root/web"
}
