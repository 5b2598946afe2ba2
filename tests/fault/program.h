#pragma once
#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// The real program as a process of its own.
namespace lastmile::fault {

/// A process; killed when the object goes. Start it from a thread that outlives it: the kernel
/// kills the child with the thread that made it, so that none is left behind by a crash.
class Process {
 public:
  /// Standard output is read by this object; standard error is appended to `err`.
  Process(const std::vector<std::string>& argv, const std::filesystem::path& err);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  /// The next line of its output; nothing when it ended or said nothing in that time.
  std::optional<std::string> line(std::chrono::milliseconds wait);
  /// Everything it says until it ends, and its exit code (-signal when it was killed).
  int finish(std::string& out);
  /// True when it ended within that time.
  bool ends_within(std::chrono::microseconds wait);
  void signal(int number) const;
  /// Waits for its end; exit code, or -signal.
  int wait();

 private:
  bool read_some(std::chrono::milliseconds wait);

  pid_t pid_ = -1;
  int pidfd_ = -1;
  int out_ = -1;
  std::string said_;
  std::optional<int> code_;
};

/// Where a town's data lies, and the program that serves it.
struct Place {
  std::filesystem::path program;
  std::filesystem::path data;
  std::string postgres = {};        // URL; empty: SQLite in `data`
  std::filesystem::path said = {};  // standard error; empty: beside `data`

  std::vector<std::string> command(std::vector<std::string> words) const;
  std::filesystem::path err() const {
    return said.empty() ? std::filesystem::path(data.string() + ".err") : said;
  }
  /// The end of what the program said on standard error.
  std::string last_words() const;
};

struct Ran {
  int code = 0;
  std::string out;
};
/// Runs a subcommand to its end.
Ran run(const Place& place, std::vector<std::string> words);
/// The same, which must succeed; throws std::runtime_error with what it said.
std::string must_run(const Place& place, std::vector<std::string> words);

/// `lastmile serve` on a free port.
class Server {
 public:
  /// `log`: where it writes a line for each request; nowhere unless given.
  explicit Server(const Place& place, const std::filesystem::path& log = "/dev/null");
  /// Reads the line that tells the port. False when it ended, or did not serve within 30 s.
  bool is_ready();
  std::uint16_t port() const { return port_; }
  /// From the start of the process to the line that says that it serves.
  std::chrono::microseconds took() const { return took_; }
  Process& process() { return process_; }
  /// SIGKILL, and waits. False when it had ended by itself.
  bool kill();
  /// SIGTERM, and waits for the exit code.
  int stop();

 private:
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  Process process_;
  std::uint16_t port_ = 0;
  std::chrono::microseconds took_{};
};

}  // namespace lastmile::fault
