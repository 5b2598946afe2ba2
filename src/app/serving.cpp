#include <csignal>
#include <cstdio>

#include "access/demo_logins.h"
#include "app/household_reads.h"
#include "app/town.h"
#include "app/version.h"
#include "app/web_address.h"

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

// Whom a stranger may sign in as, and how: first what the sign-in page offers at one press.
void print_demo_logins(jobs::Commands& commands) {
  commands.look(Actor{.system = true}, [](Call& call) {
    const auto logins = access::list_demo_logins(call, {});
    if (!logins.ok() || logins->items.empty()) return;
    std::printf("Demo logins, also offered at /login (演示账号，登录页可一键进入):\n");
    for (const auto& l : logins->items) {
      std::printf("  %s  %s  ", l.name.c_str(), l.role.c_str());
      if (l.phone) std::printf("phone %s, its code is shown on the page", l.phone->c_str());
      if (l.login) {
        std::printf("login %s  password %s  second factor %s", l.login->c_str(),
                    l.password.value_or("-").c_str(), l.totp_secret.value_or("-").c_str());
      }
      std::printf("\n");
    }
  });
}

}  // namespace

int serve(Town& town, const ServeTown& how) {
  // Without its head every command would fail, one by one, and a moved cursor would lose hours:
  // better to be told at once, and why.
  town.db().read([&](storage::Tx& tx) {
    journal::check_head(tx, town.vault(), town.settings().region);
    jobs::check_cursors(tx, town.vault(), town.registry(), town.settings().region);
  });
  block_signals();
  http::Router router;
  add_routes(router);
  http::ServeOptions options;
  options.site = how.web;
  options.version = version;
  options.log = http::json_logger(how.log_file);
  if (town.db().is_postgres()) options.workers = 16;
  http::Serve serve(router, {town.db(), town.log(), town.vault(), town.settings()},
                    http_hooks(town.settings().region), options);
  auto runner = jobs::Runner::start(town.commands(), town.registry());
  auto server = http::Server::start(serve, how.listen);
  std::printf("Lastmile %s  %s\n", version, address_of(how.listen.address, server->port()).c_str());
  if (town.settings().demo) print_demo_logins(town.commands());
  std::fflush(stdout);
  wait_for_signal();
  server->stop();
  town.end_upkeep();
  runner->stop();
  serve.stop();
  return 0;
}

}  // namespace lastmile::app
