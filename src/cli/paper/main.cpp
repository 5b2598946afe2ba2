#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <exception>
#include <stdexcept>

#include "base/decode.h"
#include "paper/document.h"
#include "press/press.h"

/// lastmile-paper: a document as JSON on standard input, its PDF on standard output. The server
/// starts one for each paper; it may read fonts, and little else, and not for long.
namespace {

using namespace lastmile;

constexpr std::size_t input_max = 8 * 1024 * 1024;

void limit(__rlimit_resource_t what, rlim_t value) {
  const rlimit both{value, value};
  ::setrlimit(what, &both);
}

// Letters of any script come in here, and the libraries that shape them are large.
void bind_oneself() {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  ::signal(SIGXFSZ, SIG_IGN);
  limit(RLIMIT_CPU, 10);
  limit(RLIMIT_FSIZE, 0);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_NOFILE, 64);
#ifdef PAPER_MEMORY_MAX
  limit(RLIMIT_AS, PAPER_MEMORY_MAX);
#endif
}

std::string read_input() {
  std::string all;
  std::array<char, 64 * 1024> buffer;
  while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), stdin)) {
    all.append(buffer.data(), n);
    if (all.size() > input_max) throw std::runtime_error("the document is above 8 MiB");
  }
  return all;
}

int say(const std::string& bytes, int code) {
  const bool is_whole = std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() &&
                        std::fflush(stdout) == 0;
  return is_whole ? code : paper::exit_fault;
}

int print() {
  const auto document = from_json<paper::Document>(read_input());
  if (!document.ok()) {
    std::fprintf(stderr, "what came on standard input is no document\n");
    return paper::exit_unreadable;
  }
  const auto printed = press::print(*document);
  if (printed.missing.empty()) return say(printed.pdf, 0);
  std::string letters;
  for (const auto& each : printed.missing) letters += (letters.empty() ? "" : ", ") + each;
  return say(letters, paper::exit_letters);
}

}  // namespace

int main() {
  bind_oneself();
  try {
    const int code = print();
    std::fflush(nullptr);
    ::_exit(code);  // what the libraries keep needs no tidying up
  } catch (const std::exception& e) {
    std::fprintf(stderr, "%s\n", e.what());
    return paper::exit_fault;
  }
}
