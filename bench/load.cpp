// Loads a running server with one of the two operations that the speed promises name, and prints
// one line of JSON. The peers serve the same two, so the same client measures them.
//   load --port 8080 --pid 123 --seconds 5 --lines 64 --tokens FILE ask
//   load … list '/v1/needs?limit=20'
// FILE holds session tokens, one a line; the lines of the load take turns with them.
#include <fmt/format.h>

#include <cstring>

#include "load.h"

namespace {

using namespace lastmile::bench;

struct Options {
  std::uint16_t port = 0;
  int pid = 0;
  double seconds = 5;
  std::size_t lines = 64;
  std::string tokens;
  std::string what;
  std::string target = "/v1/needs";
};

Options read_options(int argc, char** argv) {
  Options o;
  std::vector<std::string> words;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (!word.starts_with("--")) {
      words.push_back(word);
      continue;
    }
    if (++i == argc) break;
    if (word == "--port") o.port = static_cast<std::uint16_t>(std::stoi(argv[i]));
    if (word == "--pid") o.pid = std::stoi(argv[i]);
    if (word == "--seconds") o.seconds = std::stod(argv[i]);
    if (word == "--lines") o.lines = std::stoul(argv[i]);
    if (word == "--tokens") o.tokens = argv[i];
  }
  if (!words.empty()) o.what = words[0];
  if (words.size() > 1) o.target = words[1];
  return o;
}

std::vector<std::string> read_lines(const std::string& file) {
  std::ifstream in(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) {
    if (!line.empty()) lines.push_back(line);
  }
  return lines;
}

/// What residents write: every request another one of these.
constexpr std::array<std::pair<const char*, const char*>, 6> wishes{{
    {"0406", "家里的灯坏了,想请人来看一下,换个灯泡。"},
    {"0401", "老人独居,希望每周有人陪着说说话、量量血压。"},
    {"0406", "水龙头一直滴水,请懂维修的师傅上门看看。"},
    {"0405", "行动不便,想请人代买米面油,送到三楼。"},
    {"0402", "头发长了,出不了门,希望有人上门理发。"},
    {"0104", "孩子数学跟不上,周末想找人辅导两小时。"},
}};

std::string ask(const std::string& token, const std::string& key, std::size_t n) {
  const auto& [category, details] = wishes[n % wishes.size()];
  const std::string body =
      fmt::format(R"({{"wanted":{{"category":"{}","details":"{}","effort_minutes":60,"skills":[],)"
                  R"("languages":[]}},"draft":false}})",
                  category, details);
  return fmt::format(
      "POST /v1/needs HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {}\r\n"
      "Content-Type: application/json\r\nIdempotency-Key: {}\r\nContent-Length: {}\r\n\r\n{}",
      token, key, body.size(), body);
}

std::string get(const std::string& token, const std::string& target) {
  return fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {}\r\n\r\n",
                     target, token);
}

}  // namespace

int main(int argc, char** argv) {
  const Options o = read_options(argc, argv);
  const auto tokens = read_lines(o.tokens);
  if (o.port == 0 || o.pid == 0 || tokens.empty() || (o.what != "ask" && o.what != "list")) {
    fmt::print(stderr, "load --port N --pid N --tokens FILE [--seconds S] [--lines N] ask|list\n");
    return 2;
  }
  const std::string run = fmt::format("{:x}", Clock::now().time_since_epoch().count());
  std::size_t n = 0;
  const auto request = [&](std::size_t line) {
    const std::string& token = tokens[line % tokens.size()];
    if (o.what == "list") return get(token, o.target);
    ++n;
    return ask(token, fmt::format("{}-{}", run, n), n);
  };
  {
    Load warm(o.port, o.lines, request);
    warm.run(std::chrono::milliseconds(1000));
  }
  const double server_before = cpu_seconds(o.pid), client_before = cpu_seconds(::getpid());
  const double machine_before = machine_seconds();
  const auto begun = Clock::now();
  Load load(o.port, o.lines, request);
  load.run(std::chrono::milliseconds(static_cast<int>(o.seconds * 1000)));
  const double seconds = std::chrono::duration<double>(Clock::now() - begun).count();
  const double server = cpu_seconds(o.pid) - server_before;
  const double client = cpu_seconds(::getpid()) - client_before;
  const double others = machine_seconds() - machine_before - server - client;
  const double ops = static_cast<double>(std::max<std::size_t>(1, load.count()));
  fmt::print(
      R"({{"what":"{}","lines":{},"seconds":{:.2f},"done":{},"failed":{},"per_second":{:.0f},)"
      R"("p50_ms":{:.2f},"p99_ms":{:.2f},"server_us":{:.1f},"client_us":{:.1f},)"
      R"("others_cores":{:.2f},"bytes_each":{:.0f},"resident_mb":{:.1f},"begun_us":{:.0f}}})"
      "\n",
      o.what, o.lines, seconds, load.count(), load.failed(), ops / seconds, load.percentile_ms(0.5),
      load.percentile_ms(0.99), server / ops * 1e6, client / ops * 1e6, others / seconds,
      static_cast<double>(load.bytes()) / ops, resident_mb(o.pid), server_before * 1e6);
  if (load.failed() > 0) fmt::print(stderr, "first failure: {}\n", load.first_failure());
  return load.count() > 0 ? 0 : 1;
}
