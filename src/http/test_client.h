#pragma once
#include <gtest/gtest.h>

#include <map>

#include "call/test_call.h"
#include "http/serve.h"

/// HTTP for tests without sockets: the same serve() the server runs, one call a request.
namespace lastmile::http {

/// What a request was answered.
struct Answered {
  int status = 0;
  std::string body;
  std::string content_type;
  std::map<std::string, std::string> headers;

  std::string header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
  }
  /// The problem's code, "" when it is none.
  std::string code() const;
  /// A member of the body's object as text: strings bare, the rest as JSON; "" when absent.
  std::string at(std::string_view member) const;
  std::optional<std::int64_t> leaf() const;
};

/// Serves the routes over a bench. Hooks not given know the tokens of `sign_in` and allow all that
/// is granted by role "any" or by a role of the right's own name.
///   TestServe town(bench, [](Router& r) { add_need_routes(r); });
///   Client li = town.as(TestBench::person(li_id));
///   EXPECT_EQ(li.post("/v1/needs", R"({"title":"…"})").status, 200);
class TestServe {
 public:
  using AddRoutes = std::function<void(Router&)>;
  /// A test fails when an answer breaks what its route declares, unless the options say otherwise.
  TestServe(TestBench& bench, const AddRoutes& add, Hooks hooks = {}, ServeOptions options = {})
      : TestServe(Strict{}, bench, add, std::move(hooks), strict(std::move(options))) {}
  ~TestServe();
  TestServe(const TestServe&) = delete;

  class Client as(const Actor& actor);
  class Client nobody();
  /// With a session token of the module's own.
  class Client bearing(std::string token);

  /// A token that means this actor from now on, until signed out.
  std::string sign_in(const Actor& actor);
  void sign_out(const std::string& token);

  TestBench& bench() { return bench_; }
  Serve& serve() { return *serve_; }
  const Router& router() const { return router_; }

 private:
  struct Strict {};
  TestServe(Strict, TestBench& bench, const AddRoutes& add, Hooks hooks, ServeOptions options);
  // Here and not in the source file, for the program links that one but no Google Test.
  static ServeOptions strict(ServeOptions options) {
    if (options.on_undeclared) return options;
    options.on_undeclared = [](const std::string& breach) { ADD_FAILURE() << breach; };
    return options;
  }

  TestBench& bench_;
  Router router_;
  std::mutex mutex_;
  std::map<std::string, Actor> actors_;
  int signed_in_ = 0;
  std::unique_ptr<Serve> serve_;
};

/// One caller. Each POST gets a key of its own unless one is set for the next.
class Client {
 public:
  Client(TestServe& town, std::string token) : town_(&town), token_(std::move(token)) {}

  Answered get(std::string target);
  Answered post(std::string target, std::string body = "{}");
  /// Sends a file as its Content-Type says.
  Answered upload(std::string target, std::string content_type, std::string bytes);
  /// Any request at all; nothing is added to it.
  Answered send(Asked asked, std::string body = {});

  Client& key(std::string next_key) { return next_key_ = std::move(next_key), *this; }
  Client& lang(std::string accept_language) { return lang_ = std::move(accept_language), *this; }
  const std::string& token() const { return token_; }

 private:
  Asked ask(std::string method, std::string target);

  TestServe* town_;
  std::string token_;
  std::string next_key_;
  std::string lang_ = "zh-CN";
  static inline std::atomic<int> keys_ = 0;
};

inline std::string Answered::code() const {
  return content_type == "application/problem+json" ? at("code") : std::string();
}

}  // namespace lastmile::http
