#pragma once
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

/// Another program at work for this one, bounded in time and in what it says.
namespace lastmile::paper {

struct ChildLimits {
  std::chrono::milliseconds time_max{20'000};
  std::size_t output_max = 16 * 1024 * 1024;  // bytes
};

/// How a child ended, and what it said until then.
struct Ended {
  enum class How { exited, signalled, too_late, too_long, not_started };
  How how = How::not_started;
  int code = 0;  // the exit code, the signal, or the errno that kept it from starting
  std::string out;
  std::string err;  // its first 4,000 bytes
};

/// Runs a program on `input` to its end, or kills it. It inherits no open file but its three
/// standard streams, an environment of its own, and no signal mask. Safe from any thread.
/// Never throws but for want of memory.
Ended run_child(const std::filesystem::path& program, std::string_view input,
                const ChildLimits& limits);

/// The program of this name beside the one that runs.
std::filesystem::path beside_this_program(std::string_view name);

}  // namespace lastmile::paper
