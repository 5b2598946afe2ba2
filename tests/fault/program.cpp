#include "program.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace lastmile::fault {
namespace {

using namespace std::chrono_literals;

constexpr auto serves_within = 30s;

int exit_code(int status) { return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status); }

bool is_readable(int fd, std::chrono::microseconds wait) {
  pollfd p{fd, POLLIN, 0};
  const timespec time{static_cast<time_t>(wait.count() / 1'000'000),
                      static_cast<long>(wait.count() % 1'000'000) * 1000};
  return ::ppoll(&p, 1, &time, nullptr) > 0;
}

}  // namespace

Process::Process(const std::vector<std::string>& argv, const std::filesystem::path& err) {
  std::vector<char*> words;
  for (const auto& word : argv) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe left");
  const int log = ::open(err.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  const pid_t parent = ::getpid();
  pid_ = ::fork();
  if (pid_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(127);
    ::dup2(ends[1], STDOUT_FILENO);
    ::dup2(log, STDERR_FILENO);
    ::execv(words[0], words.data());
    ::_exit(127);
  }
  ::close(ends[1]);
  ::close(log);
  out_ = ends[0];
  if (pid_ < 0) throw std::runtime_error("no process left");
  pidfd_ = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
}

Process::~Process() {
  if (!code_) {
    signal(SIGKILL);
    wait();
  }
  ::close(pidfd_);
  ::close(out_);
}

bool Process::read_some(std::chrono::milliseconds wait) {
  if (!is_readable(out_, wait)) return false;
  char buffer[4096];
  const auto n = ::read(out_, buffer, sizeof buffer);
  if (n <= 0) return false;
  said_.append(buffer, static_cast<std::size_t>(n));
  return true;
}

std::optional<std::string> Process::line(std::chrono::milliseconds wait) {
  const auto until = std::chrono::steady_clock::now() + wait;
  for (;;) {
    if (const auto end = said_.find('\n'); end != said_.npos) {
      std::string line = said_.substr(0, end);
      said_.erase(0, end + 1);
      return line;
    }
    const auto left = until - std::chrono::steady_clock::now();
    if (left <= 0s || !read_some(std::chrono::ceil<std::chrono::milliseconds>(left))) return {};
  }
}

int Process::finish(std::string& out) {
  while (read_some(10min)) {
  }
  out = std::exchange(said_, {});
  return wait();
}

bool Process::ends_within(std::chrono::microseconds wait) {
  return code_ || is_readable(pidfd_, wait);
}

void Process::signal(int number) const {
  if (!code_) ::kill(pid_, number);
}

int Process::wait() {
  if (code_) return *code_;
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  code_ = exit_code(status);
  return *code_;
}

std::vector<std::string> Place::command(std::vector<std::string> words) const {
  words.insert(words.begin(), program.string());
  words.insert(words.end(), {"--data", data.string()});
  if (!postgres.empty()) words.insert(words.end(), {"--postgres", postgres});
  return words;
}

std::string Place::last_words() const {
  std::ifstream in(err());
  std::stringstream text;
  text << in.rdbuf();
  const std::string all = text.str();
  constexpr std::size_t enough = 2000;
  return all.size() > enough ? all.substr(all.size() - enough) : all;
}

Ran run(const Place& place, std::vector<std::string> words) {
  Process process(place.command(std::move(words)), place.err());
  Ran ran;
  ran.code = process.finish(ran.out);
  return ran;
}

std::string must_run(const Place& place, std::vector<std::string> words) {
  const std::string name = words.front();
  auto ran = run(place, std::move(words));
  if (ran.code == 0) return std::move(ran.out);
  throw std::runtime_error("lastmile " + name + " ended with " + std::to_string(ran.code) + ": " +
                           ran.out + place.last_words());
}

Server::Server(const Place& place, const std::filesystem::path& log)
    : process_(place.command({"serve", "--listen", "127.0.0.1:0", "--log", log.string()}),
               place.err()) {}

bool Server::is_ready() {
  const auto line = process_.line(serves_within);
  took_ = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() -
                                                                begun_);
  if (!line) return false;
  const auto colon = line->rfind(':');
  if (colon == line->npos) return false;
  const char* end = line->data() + line->size();
  return std::from_chars(line->data() + colon + 1, end, port_).ptr == end;
}

bool Server::kill() {
  process_.signal(SIGKILL);
  return process_.wait() == -SIGKILL;
}

int Server::stop() {
  process_.signal(SIGTERM);
  return process_.wait();
}

}  // namespace lastmile::fault
