#pragma once
#include <boost/json/value.hpp>
#include <string>
#include <string_view>

#include "base/rng.h"

/// One person of a play over HTTP, as curl would: what they send and what comes back.
namespace lastmile::demo {

struct Answer {
  long status = 0;
  boost::json::value body;
  std::string text;
  std::string leaf;  // of the journal, when something was recorded
};

/// One person with a session, talking to the server. Whatever is not answered, or answered with a
/// refusal, is thrown as it was said.
class Caller {
 public:
  Caller(std::string url, std::string name) : url_(std::move(url)), name_(std::move(name)) {}

  Answer get(const std::string& path) { return send("GET", path, ""); }
  Answer post(const std::string& path, const std::string& body) { return send("POST", path, body); }
  void enter(const std::string& person);
  const std::string& name() const { return name_; }

 private:
  struct Asked {
    std::string method;
    std::string path;
    std::string body;
    std::string key;  // the same each time it is sent: the server does it once
  };
  Answer send(const char* method, const std::string& path, const std::string& body);
  Answer send_patiently(const Asked& asked);
  int send_once(const Asked& asked, Answer& answer);  // a CURLcode

  std::string url_;
  std::string name_;
  std::string token_;
  Rng rng_ = Rng::from_system();
};

/// A member of an answer as text. Throws when there is none.
std::string text_at(const boost::json::value& v, std::string_view key);

}  // namespace lastmile::demo
