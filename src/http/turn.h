#pragma once
#include <atomic>
#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/admission.h"
#include "http/asked.h"
#include "http/idempotency.h"
#include "http/meter.h"
#include "http/router.h"
#include "http/workers.h"

namespace lastmile::http {

struct Builtin;

/// One request on its way through serve(): what it asked, what is known by now, how it ended.
/// Held by one thread at a time, but for what is atomic.
struct Turn {
  Asked asked;
  std::string_view path;  // of asked.target, without the query
  std::string_view query;
  Lang lang = Lang::zh;
  bool says_lang = false;  // the request itself named a language
  const Route* route = nullptr;
  const Builtin* builtin = nullptr;
  RouteMeter* meter = nullptr;
  std::size_t body_max = 0;
  Steady::time_point begun = Steady::now();

  bool is_report = false;                 // runs on the workers, and is given up while it waits
  std::atomic<bool> is_abandoned{false};  // a report whose client has gone
  Request request;
  bool by_cookie = false;
  Actor actor;
  std::shared_ptr<const void> command;
  std::shared_ptr<const void> prepared;
  std::vector<Reading> readings;
  Slot slot;
  std::vector<PersonId> concerned;  // by the command's facts
  std::vector<PersonId> named;      // those, and by its readings

  // How it ended: exactly one of them.
  std::optional<Reply> reply;
  std::optional<Refused> refused;
  std::exception_ptr error;
  bool replayed = false;
  bool wants_stream = false;  // no reply: the connection becomes an event stream

  bool is_export() const { return request.form != Form::json || (route && route->exports); }
  bool is_head() const { return asked.method == "HEAD"; }
  bool is_decided() const { return reply || refused || error; }
};

using TurnPtr = std::shared_ptr<Turn>;

inline Workers::Sort sort_of(const Turn& turn) {
  return turn.is_export() ? Workers::Sort::sheet : Workers::Sort::quick;
}

}  // namespace lastmile::http
