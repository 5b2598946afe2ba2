#include <csignal>
#include <cstdio>

#include "app/town.h"
#include "app/version.h"

namespace lastmile::app {
namespace {

// Signals are waited for, not handled: no code runs in a handler.
int wait_for_signal() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  int signal = 0;
  sigwait(&set, &signal);
  return signal;
}

void block_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace

int serve(Town& town, const ServeTown& how) {
  block_signals();
  http::Router router;
  add_routes(router);
  http::ServeOptions options;
  options.site = how.web;
  options.version = version;
  options.log = http::json_logger(how.log_file);
  if (town.db().is_postgres()) options.workers = 16;
  http::Serve serve(router, {town.db(), town.log(), town.vault(), town.settings()},
                    hooks(town.settings()), options);
  auto runner = jobs::Runner::start(town.commands(), town.registry());
  auto server = http::Server::start(serve, how.listen);
  std::printf("Lastmile %s  http://%s:%u\n", version, how.listen.address.c_str(), server->port());
  std::fflush(stdout);
  wait_for_signal();
  server->stop();
  runner->stop();
  serve.stop();
  return 0;
}

}  // namespace lastmile::app
