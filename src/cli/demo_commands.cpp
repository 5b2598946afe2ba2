#include <cstdio>

#include "cli/cli.h"
#include "demo/play.h"
#include "demo/seed.h"

/// demo: fill the demo town, or play the loop against a running server.
namespace lastmile::cli {

void add_demo_commands(CLI::App& app, Action& action) {
  struct Options {
    Store store;
    demo::SeedOptions seed;
    bool play = false;
    std::string url = "http://127.0.0.1:8080";
  };
  auto o = std::make_shared<Options>();
  auto* sub = app.add_subcommand("demo", "Fill the demo town, or --play the whole loop over HTTP");
  add_store(*sub, o->store);
  // strtoull takes -1 for the largest number there is.
  const auto is_unsigned = [](const std::string& seed) {
    return seed.starts_with('-') ? "takes a whole number from 0, not " + seed : std::string();
  };
  sub->add_option("--seed", o->seed.seed, "The same seed gives the same town")
      ->check(is_unsigned)
      ->capture_default_str();
  sub->add_option("--volunteers", o->seed.volunteers, "How many volunteers")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  sub->add_option("--teams", o->seed.teams, "How many teams")
      ->check(CLI::Range(1, 1'000))
      ->capture_default_str();
  sub->add_option("--days", o->seed.days, "Days of history")
      ->check(CLI::Range(0, 366))
      ->capture_default_str();
  sub->add_flag("--play", o->play, "Play the loop as its people against --url");
  sub->add_option("--url", o->url, "A running demo server")->capture_default_str();
  sub->callback([o, &action] {
    action = [o] {
      if (o->play) return demo::play(o->url);
      o->seed.town = o->store.options();
      demo::seed(o->seed, [](const std::string& what) { std::printf("demo: %s\n", what.c_str()); });
      return 0;
    };
  });
}

}  // namespace lastmile::cli
