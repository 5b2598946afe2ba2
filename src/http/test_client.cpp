#include "http/test_client.h"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <future>

#include "http/http_errors.h"

namespace lastmile::http {

std::string Answered::at(std::string_view member) const {
  boost::json::error_code ec;
  const auto v = boost::json::parse(body, ec);
  const auto* object = ec ? nullptr : v.if_object();
  const auto* found = object ? object->if_contains(member) : nullptr;
  if (!found) return {};
  if (const auto* s = found->if_string()) return std::string(std::string_view(*s));
  return boost::json::serialize(*found);
}

std::optional<std::int64_t> Answered::leaf() const {
  const std::string text = header("Lastmile-Leaf");
  return text.empty() ? std::nullopt : std::optional<std::int64_t>(std::stoll(text));
}

TestServe::TestServe(Strict, TestBench& bench, const AddRoutes& add, Hooks hooks,
                     ServeOptions options)
    : bench_(bench) {
  add(router_);
  if (!hooks.authenticate) {
    hooks.authenticate = [this](storage::Tx&, std::string_view token, Instant) {
      const std::lock_guard lock(mutex_);
      const auto found = actors_.find(std::string(token));
      return found == actors_.end() ? std::nullopt : std::optional<Actor>(found->second);
    };
  }
  if (!hooks.may) {
    hooks.may = [](const Actor& actor, std::string_view right) {
      return std::any_of(actor.grants.begin(), actor.grants.end(),
                         [&](const Grant& g) { return g.role == "any" || g.role == right; });
    };
  }
  if (!hooks.record_reads) hooks.record_reads = [](storage::Tx&, Call&) {};
  if (!hooks.visible) hooks.visible = [](const Actor&, const journal::Entry&) { return true; };
  if (!options.clock) options.clock = [this] { return bench_.now(); };
  if (!options.seed) options.seed = 7;
  // A test's sign-out is no fact and its clock leaps: it shows at once, unless the test says so.
  if (options.actor_fresh == ServeOptions{}.actor_fresh) options.actor_fresh = {};
  serve_ = std::make_unique<Serve>(router_,
                                   Machines{bench.db(), bench.log(), bench.vault(), bench.settings},
                                   std::move(hooks), std::move(options));
}

TestServe::~TestServe() = default;

Client TestServe::as(const Actor& actor) { return {*this, sign_in(actor)}; }
Client TestServe::nobody() { return {*this, ""}; }
Client TestServe::bearing(std::string token) { return {*this, std::move(token)}; }

std::string TestServe::sign_in(const Actor& actor) {
  const std::lock_guard lock(mutex_);
  std::string token = "token-" + std::to_string(++signed_in_);
  actors_[token] = actor;
  return token;
}

void TestServe::sign_out(const std::string& token) {
  const std::lock_guard lock(mutex_);
  actors_.erase(token);
}

Asked Client::ask(std::string method, std::string target) {
  Asked asked{std::move(method), std::move(target)};
  asked.host = "lastmile.test";
  asked.accept_language = lang_;
  asked.peer = "127.0.0.1";
  asked.is_local = true;
  if (!token_.empty()) asked.authorization = "Bearer " + token_;
  return asked;
}

Answered Client::get(std::string target) { return send(ask("GET", std::move(target))); }

Answered Client::post(std::string target, std::string body) {
  return upload(std::move(target), "application/json", std::move(body));
}

Answered Client::upload(std::string target, std::string content_type, std::string bytes) {
  Asked asked = ask("POST", std::move(target));
  asked.content_type = std::move(content_type);
  asked.idempotency_key = next_key_.empty() ? "key-" + std::to_string(++keys_) : next_key_;
  asked.has_key = true;
  next_key_.clear();
  return send(std::move(asked), std::move(bytes));
}

Answered Client::send(Asked asked, std::string body) {
  Serve& serve = town_->serve();
  auto turn = serve.open(std::move(asked));
  if (!turn->is_decided() && body.size() > turn->body_max) turn->refused = Refused{body_too_large};
  std::promise<void> done;
  serve.answer(turn, std::move(body), [&] { done.set_value(); });
  done.get_future().wait();
  const Reply reply = serve.complete(*turn);
  Answered answered{reply.status, std::string(reply.bytes()), reply.content_type, {}};
  for (const auto& [name, value] : reply.headers) answered.headers[name] = value;
  return answered;
}

}  // namespace lastmile::http
