#include "paper/child.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

namespace lastmile::paper {
namespace {

using Steady = std::chrono::steady_clock;
constexpr std::size_t err_max = 4000;

/// An open file that closes itself.
class Fd {
 public:
  explicit Fd(int fd = -1) : fd_(fd) {}
  Fd(Fd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Fd& operator=(Fd&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Fd() { close(); }
  int get() const { return fd_; }
  void close() {
    if (fd_ >= 0) ::close(std::exchange(fd_, -1));
  }

 private:
  int fd_;
};

struct Pipe {
  Fd read;
  Fd write;
};

bool open_pipe(Pipe& pipe) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
  pipe = {Fd(ends[0]), Fd(ends[1])};
  return true;
}

struct Pipes {
  Pipe in, out, err;
};

struct Child {
  pid_t pid = -1;
  Fd handle;
  Fd in, out, err;
};

// What a server holds open (sockets above all) is not to stay open in a child, and what it blocks
// or ignores is not to be so there.
int spawn(const std::filesystem::path& program, const Pipes& pipes, pid_t& pid) {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&files);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_adddup2(&files, pipes.in.read.get(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&files, pipes.out.write.get(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&files, pipes.err.write.get(), STDERR_FILENO);
  posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  std::string name = program.string();
  std::string locale = "LC_ALL=C.UTF-8", home = "HOME=/nonexistent";
  char* argv[] = {name.data(), nullptr};
  char* environment[] = {locale.data(), home.data(), nullptr};
  const int error = posix_spawn(&pid, name.c_str(), &files, &attributes, argv, environment);
  posix_spawn_file_actions_destroy(&files);
  posix_spawnattr_destroy(&attributes);
  return error;
}

int start(const std::filesystem::path& program, Child& child) {
  Pipes pipes;
  if (!open_pipe(pipes.in) || !open_pipe(pipes.out) || !open_pipe(pipes.err)) return errno;
  if (const int error = spawn(program, pipes, child.pid)) return error;
  child.handle = Fd(static_cast<int>(::syscall(SYS_pidfd_open, child.pid, 0)));
  child.in = std::move(pipes.in.write);
  child.out = std::move(pipes.out.read);
  child.err = std::move(pipes.err.read);
  for (const Fd* fd : {&child.in, &child.out, &child.err}) {
    ::fcntl(fd->get(), F_SETFL, ::fcntl(fd->get(), F_GETFL) | O_NONBLOCK);
  }
  return 0;
}

// A child that ends early hears no more: what it says and how it ends tell why.
void write_some(Fd& to, std::string_view& left) {
  const auto n = ::write(to.get(), left.data(), left.size());
  if (n > 0) left.remove_prefix(static_cast<std::size_t>(n));
  const bool is_gone = n < 0 && errno != EAGAIN && errno != EINTR;
  if (left.empty() || is_gone) to.close();
}

void read_some(Fd& from, std::string& into) {
  std::array<char, 64 * 1024> buffer;
  const auto n = ::read(from.get(), buffer.data(), buffer.size());
  if (n > 0) into.append(buffer.data(), static_cast<std::size_t>(n));
  if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) from.close();
}

int left_ms(Steady::time_point until) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Steady::now()).count();
  return left > 0 ? static_cast<int>(left) : 0;
}

/// What a child is told, and how far it may go.
struct Talk {
  std::string_view input;
  std::size_t output_max;
  Steady::time_point until;
};

/// Speaks and listens until the child has closed its output and ended, or goes too far.
Ended::How converse(Child& child, Talk talk, Ended& ended) {
  while (child.out.get() >= 0 || child.err.get() >= 0) {
    std::array<pollfd, 3> fds{pollfd{child.in.get(), POLLOUT, 0},
                              pollfd{child.out.get(), POLLIN, 0},
                              pollfd{child.err.get(), POLLIN, 0}};
    if (::poll(fds.data(), fds.size(), left_ms(talk.until)) == 0) return Ended::How::too_late;
    if (fds[0].revents) write_some(child.in, talk.input);
    if (fds[1].revents) read_some(child.out, ended.out);
    if (fds[2].revents) read_some(child.err, ended.err);
    if (ended.out.size() > talk.output_max) return Ended::How::too_long;
    if (ended.err.size() > err_max) ended.err.resize(err_max);
  }
  if (child.handle.get() < 0) return Ended::How::exited;  // it closed its streams to end
  pollfd end{child.handle.get(), POLLIN, 0};
  return ::poll(&end, 1, left_ms(talk.until)) == 0 ? Ended::How::too_late : Ended::How::exited;
}

/// No SIGPIPE for this thread while one of these lives, whatever the process does about it.
class PipesHeld {
 public:
  PipesHeld() {
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, &before_);
  }
  ~PipesHeld() {
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    const timespec now{};
    while (sigtimedwait(&pipe, nullptr, &now) > 0) {
    }
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }

 private:
  sigset_t before_{};
};

}  // namespace

Ended run_child(const std::filesystem::path& program, std::string_view input,
                const ChildLimits& limits) {
  const PipesHeld held;
  Ended ended;
  Child child;
  ended.code = start(program, child);
  if (ended.code != 0) return ended;
  if (input.empty()) child.in.close();
  ended.how = converse(child, {input, limits.output_max, Steady::now() + limits.time_max}, ended);
  if (ended.how != Ended::How::exited) ::kill(child.pid, SIGKILL);
  int status = 0;
  while (::waitpid(child.pid, &status, 0) < 0 && errno == EINTR) {
  }
  if (ended.how != Ended::How::exited) return ended;
  if (WIFSIGNALED(status)) ended.how = Ended::How::signalled;
  ended.code = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
  return ended;
}

std::filesystem::path beside_this_program(std::string_view name) {
  std::error_code ec;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", ec);
  return self.parent_path() / name;
}

}  // namespace lastmile::paper
