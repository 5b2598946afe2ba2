#include <cstdio>
#include <cstdlib>
#include <exception>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "cli/cli.h"

namespace {

// CLI11 asks first for the subcommand or option that is missing: mostly a word stands there in its
// place, mistyped, and that is the one to be named.
int mistyped(const CLI::App& app, const CLI::ParseError& error) {
  const bool is_required = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError);
  const auto extra = app.remaining(true);
  if (!is_required || extra.empty()) return app.exit(error);
  return app.exit(CLI::ExtrasError(app.get_name(), std::vector{extra.front()}));
}

}  // namespace

int main(int argc, char** argv) {
  using namespace lastmile;
  CLI::App app{
      "Lastmile (满天星): community volunteer service, from a need to a verified hour.\n"
      "http://127.0.0.1:8080 once it serves; every subcommand has its own --help."};
  app.name("lastmile");
  app.set_version_flag("--version", std::string("lastmile ") + LASTMILE_VERSION);
  app.require_subcommand(1);
  app.failure_message(CLI::FailureMessage::help);
  cli::Action action;
  cli::add_town_commands(app, action);
  cli::add_proof_commands(app, action);
  cli::add_certificate_command(app, action);
  cli::add_copy_commands(app, action);
  cli::add_demo_commands(app, action);
  cli::add_document_commands(app, action);
  cli::add_notice_commands(app, action);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return mistyped(app, error);
  }
  // Standard output carries answers only: scripts read the address and the exports from it.
  spdlog::set_default_logger(spdlog::stderr_logger_mt("lastmile"));
  try {
    const int code = action();
    // A document cut short by a full disk is not to pass for whole.
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
    std::fprintf(stderr,
                 "lastmile: the output could not be written to its end: is its disk full?\n");
    return 2;
  } catch (const app::NoTown& none) {
    std::fprintf(stderr, "lastmile: %s\n", none.what());
    return 1;
  } catch (const app::WrongTown& other) {
    std::fprintf(stderr, "lastmile: %s\n", other.what());
    return 1;
  } catch (const std::exception& fault) {
    std::fprintf(stderr, "lastmile: %s\n", fault.what());
    return 2;
  }
}

namespace lastmile::cli {

void add_store(CLI::App& sub, Store& store) {
  // Empty it would be the folder one happens to stand in: a script lost the name.
  const auto is_named = [](const std::string& dir) {
    return dir.empty() ? std::string("name the folder of the town, not \"\"") : std::string();
  };
  sub.add_option("--data", store.data, "Folder of the data and keys")
      ->check(is_named)
      ->capture_default_str();
  sub.add_option("--postgres", store.postgres,
                 "Keep the data in PostgreSQL: postgresql://user:password@host/database");
}

Lang terminal_lang() {
  const char* lang = std::getenv("LANG");
  const std::string_view said = lang ? lang : "";
  return said.starts_with("zh") ? Lang::zh : Lang::en;
}

int refused(const Refused& r) {
  const Lang lang = terminal_lang();
  std::fprintf(stderr, "lastmile: %s (%s)", std::string(r.refusal.text(lang)).c_str(),
               std::string(r.refusal.code).c_str());
  if (!r.seen.empty()) std::fprintf(stderr, " [%s]", r.seen.c_str());
  std::fputc('\n', stderr);
  for (const auto& bad : r.fields) {
    std::fprintf(stderr, "  %s: %s\n", bad.path.c_str(), bad.text(lang).c_str());
  }
  return 1;
}

}  // namespace lastmile::cli
