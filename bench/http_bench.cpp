#include <fmt/format.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <thread>

#include "http/server.h"
#include "http/wire_fixture.h"
#include "vault/test_dir.h"

// What the machine costs a request beyond its verb: 64 keep-alive connections against a server in a
// process of its own, so that its CPU is its own. The verbs do next to nothing.
namespace lastmile::http {
namespace {

using Clock = std::chrono::steady_clock;
constexpr int lines = 64;
constexpr auto run_for = std::chrono::seconds(4);

struct Nothing {
  std::optional<std::int64_t> n;
};
BOOST_DESCRIBE_STRUCT(Nothing, (), (n))
struct Small {
  std::string greeting;
  std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(Small, (), (greeting, number))
struct Greeted {
  static constexpr std::string_view kind = "greeted";
  static constexpr int version = 1;
  std::int64_t number = 0;
};
BOOST_DESCRIBE_STRUCT(Greeted, (), (number))

Result<Small> greet(Call&, const Nothing& q) { return Small{"hello", q.n.value_or(0)}; }
Result<Page<Small>> greet_all(Call&, const Nothing&) {
  Page<Small> page;
  for (int i = 0; i < 20; ++i) page.items.push_back({std::string(200, 'x'), i});
  return page;
}
Result<Small> say(Call& call, const Nothing& cmd) {
  call.journal.append(Greeted{cmd.n.value_or(0)}, {.scope = "4112/"});
  return Small{"said", 1};
}

void serve_until_told(int tell, int told, bool with_log) {
  const vault::TestDir keys;
  const auto folder = std::filesystem::temp_directory_path() / "lastmile_http_bench";
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  auto db = storage::Db::open({folder / "bench.db", ""});
  storage::migrate(*db);
  auto vault = vault::Vault::open(keys.path(), *db);
  Settings settings;
  auto log = journal::Log::open(*db, *vault, settings.region);
  Router router;
  router.query("GET /v1/small", greet).anyone().says({"Small.", "小。"});
  router.query("GET /v1/list", greet_all).anyone().says({"List.", "列表。"});
  router.query("GET /v1/mine", greet).says({"Mine.", "我的。"});
  router.command("POST /v1/say", say).says({"Say.", "说。"});
  Hooks hooks;
  hooks.authenticate = [](storage::Tx&, std::string_view, Instant) {
    return std::optional<Actor>(Actor{.person = PersonId{}, .session = Uuid{}});
  };
  hooks.may = [](const Actor&, std::string_view) { return true; };
  hooks.record_reads = [](storage::Tx&, Call&) {};
  hooks.visible = [](const Actor&, const journal::Entry&) { return true; };
  ServeOptions options;
  if (with_log) options.log = json_logger((folder / "requests.log").string());
  Serve serve(router, {*db, *log, *vault, settings}, hooks, options);
  Listen listen;
  listen.port = 0;
  const auto server = Server::start(serve, listen);
  const std::uint16_t port = server->port();
  if (::write(tell, &port, sizeof port) != sizeof port) return;
  char question = 0;
  while (::read(told, &question, 1) == 1 && question == 'c') {
    const ProcessUse use = process_use();
    const std::array<double, 2> answer{use.cpu_seconds, use.resident_bytes};
    if (::write(tell, answer.data(), sizeof answer) != sizeof answer) return;
  }
  server->stop();
  std::filesystem::remove_all(folder);
}

struct Apart {
  pid_t pid = 0;
  int ask = -1;
  int hear = -1;
  std::uint16_t port = 0;

  explicit Apart(bool with_log) {
    int to[2], from[2];
    if (::pipe(to) != 0 || ::pipe(from) != 0) std::abort();
    pid = ::fork();
    if (pid == 0) {
      ::close(to[1]);
      ::close(from[0]);
      serve_until_told(from[1], to[0], with_log);
      std::_Exit(0);
    }
    ::close(to[0]);
    ::close(from[1]);
    ask = to[1];
    hear = from[0];
    if (::read(hear, &port, sizeof port) != sizeof port) std::abort();
  }
  ~Apart() {
    ::close(ask);
    ::waitpid(pid, nullptr, 0);
    ::close(hear);
  }
  std::array<double, 2> use() const {
    std::array<double, 2> answer{};
    if (::write(ask, "c", 1) != 1 || ::read(hear, answer.data(), sizeof answer) < 0) std::abort();
    return answer;
  }
};

/// Many lines on one thread; each sends its next request when it has its answer.
class Load {
 public:
  Load(std::uint16_t port, std::function<std::string()> request) : request_(std::move(request)) {
    for (int i = 0; i < lines; ++i) {
      fds_.push_back(connect_to(port));
      polls_.push_back({fds_.back(), POLLIN, 0});
    }
    sent_.resize(lines);
    got_.resize(lines);
  }
  ~Load() {
    for (const int fd : fds_) ::close(fd);
  }
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  void run(std::chrono::milliseconds time) {
    for (std::size_t i = 0; i < fds_.size(); ++i) send(i);
    const auto end = Clock::now() + time;
    while (Clock::now() < end) {
      ::poll(polls_.data(), polls_.size(), 100);
      for (std::size_t i = 0; i < fds_.size(); ++i) {
        if (polls_[i].revents && receive(i)) send(i);
      }
    }
  }
  std::size_t count() const { return took_.size(); }
  std::size_t failed() const { return failed_; }
  double percentile_ms(double p) {
    if (took_.empty()) return 0;
    const auto at =
        took_.begin() + static_cast<std::ptrdiff_t>(p * static_cast<double>(took_.size() - 1));
    std::nth_element(took_.begin(), at, took_.end());
    return *at;
  }

 private:
  static int connect_to(std::uint16_t port) {
    const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0) std::abort();
    return fd;
  }
  void send(std::size_t i) {
    const std::string text = request_();
    sent_[i] = Clock::now();
    got_[i].clear();
    if (::send(fds_[i], text.data(), text.size(), MSG_NOSIGNAL) < 0) ++failed_;
  }
  bool receive(std::size_t i) {
    char buffer[32 * 1024];
    const auto n = ::recv(fds_[i], buffer, sizeof buffer, 0);
    if (n <= 0) {
      ++failed_;
      return false;
    }
    std::string& got = got_[i];
    got.append(buffer, static_cast<std::size_t>(n));
    const auto head = got.find("\r\n\r\n");
    if (head == got.npos) return false;
    const auto length = got.find("Content-Length: ");
    const std::size_t body = length < head ? std::stoul(got.substr(length + 16, 12)) : 0;
    if (got.size() < head + 4 + body) return false;
    if (got.compare(9, 3, "200") != 0) ++failed_;
    took_.push_back(std::chrono::duration<double, std::milli>(Clock::now() - sent_[i]).count());
    return true;
  }

  std::function<std::string()> request_;
  std::vector<int> fds_;
  std::vector<pollfd> polls_;
  std::vector<Clock::time_point> sent_;
  std::vector<std::string> got_;
  std::vector<double> took_;
  std::size_t failed_ = 0;
};

void measure(std::string_view name, bool with_log, const std::function<std::string()>& request) {
  const Apart server(with_log);
  Load(server.port, request).run(std::chrono::milliseconds(500));  // warm
  const auto before = server.use();
  const auto begun = Clock::now();
  Load load(server.port, request);
  load.run(run_for);
  const double seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  const auto after = server.use();
  const double n = static_cast<double>(load.count());
  fmt::print(
      "{:<34} {:>8.0f} req/s  p50 {:>6.2f} ms  p99 {:>6.2f} ms  {:>6.1f} us CPU/request  "
      "{:>5.1f} MB  {} failed\n",
      name, n / seconds, load.percentile_ms(0.5), load.percentile_ms(0.99),
      (after[0] - before[0]) / n * 1e6, after[1] / 1e6, load.failed());
}

std::string get(std::string_view target, std::string_view more = "") {
  return fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\n{}\r\n", target, more);
}

}  // namespace
}  // namespace lastmile::http

int main(int argc, char** argv) {
  const std::string only = argc > 1 ? argv[1] : "";
  using namespace lastmile::http;
  std::signal(SIGPIPE, SIG_IGN);
  constexpr std::string_view bearer = "Authorization: Bearer 0123456789abcdef0123456789abcdef\r\n";
  const auto measure = [&](std::string_view name, bool with_log, const auto& request) {
    if (name.find(only) != name.npos) lastmile::http::measure(name, with_log, request);
  };
  measure("GET small, anyone", false, [] { return get("/v1/small"); });
  measure("GET small, anyone, logged", true, [] { return get("/v1/small"); });
  measure("GET list of 20 (5 KB), anyone", false, [] { return get("/v1/list"); });
  measure("GET small, signed in", false, [&] { return get("/v1/mine", bearer); });
  measure("GET small, refused 401", false, [] { return get("/v1/mine"); });
  std::size_t key = 0;
  measure("POST one fact, signed in", false, [&] {
    return fmt::format(
        "POST /v1/say HTTP/1.1\r\nHost: 127.0.0.1\r\n{}Content-Type: application/json\r\n"
        "Idempotency-Key: key-{}\r\nContent-Length: 7\r\n\r\n{{\"n\":1}}",
        bearer, ++key);
  });
  return 0;
}
