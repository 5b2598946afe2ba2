#pragma once
#include <CLI/CLI.hpp>
#include <functional>
#include <string>

#include "app/town.h"

/// The command line: each file adds its subcommands; what a subcommand returns is the exit code:
/// 0 done; 1 refused, or (what proves something) a finding; 2 it could not be done or looked at.
/// What is mistyped ends with a code of CLI11's own, above 100.
namespace lastmile::cli {

/// Where the data lies: options every subcommand that opens a town shares.
struct Store {
  std::string data = "data";
  std::string postgres;
  app::TownOptions options() const { return {data, postgres}; }
};
/// Adds --data and --postgres.
void add_store(CLI::App& sub, Store& store);

/// What the chosen subcommand does; set by its callback, run after parsing.
using Action = std::function<int()>;

void add_town_commands(CLI::App& app, Action& action);
void add_proof_commands(CLI::App& app, Action& action);
void add_certificate_command(CLI::App& app, Action& action);
void add_copy_commands(CLI::App& app, Action& action);
void add_demo_commands(CLI::App& app, Action& action);
void add_document_commands(CLI::App& app, Action& action);
void add_notice_commands(CLI::App& app, Action& action);

/// Says a refusal on standard error in the reader's language (LANG) and returns 1.
int refused(const Refused& refused);
/// The language of the terminal: zh unless LANG says otherwise.
Lang terminal_lang();

}  // namespace lastmile::cli
