#include <CLI/CLI.hpp>
#include <cstdio>

#include "kills.h"

/// ./dev fault: the kill loop, as long as wanted. Exit code 0 when nothing was lost or done twice.
int main(int argc, char** argv) {
  using namespace lastmile::fault;
  CLI::App app{"Kills the server under load and looks for what was lost."};
  KillOptions options;
  options.kills = 10'000;
  options.folder =
      std::filesystem::temp_directory_path() / ("lastmile-fault-" + std::to_string(::getpid()));
  app.add_option("--program", options.program, "The lastmile program")
      ->required()
      ->check(CLI::ExistingFile);
  app.add_option("--kills", options.kills, "How often")->capture_default_str();
  app.add_option("--postgres", options.postgres,
                 "URL of a server on which databases may be made; else SQLite");
  app.add_option("--seed", options.seed, "The same seed plays the same stories")
      ->capture_default_str();
  app.add_option("--data", options.folder, "Where the towns lie; a failing one stays")
      ->capture_default_str();
  app.add_option("--kills-a-town", options.kills_a_town, "Kills before a town is proved and left")
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  options.program = std::filesystem::absolute(options.program);
  try {
    const auto summary = run_kills(options, [](const std::string& what) {
      std::printf("fault: %s\n", what.c_str());
      std::fflush(stdout);
    });
    for (const auto& finding : summary.findings)
      std::printf("LOST OR TWICE: %s\n", finding.c_str());
    if (!summary.is_good()) std::printf("the data stays in %s\n", options.folder.c_str());
    std::printf("%s\n", summary.text(options).c_str());
    if (summary.is_good()) std::filesystem::remove(options.folder);  // unless more lies in it
    return summary.is_good() ? 0 : 1;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "fault: %s\n", e.what());
    return 2;
  }
}
