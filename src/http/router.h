#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/blob.h"
#include "base/decode.h"
#include "base/page.h"
#include "base/schema.h"
#include "call/call.h"

/// The path table: verbs are registered with their pattern, the signature gives the types of body,
/// answer and OpenAPI document. Nothing here knows sockets.
namespace lastmile::http {

/// Who may call a route at all; the verb's access_ decides about the object.
enum class Audience { anyone, signed_in, granted };

/// An answer ready to be sent: status chosen by serve(), nowhere else.
struct Reply {
  int status = 200;
  std::string content_type = "application/json";
  std::string body;
  std::string file_name;
  std::vector<std::pair<std::string, std::string>> headers;
};

struct Request;  // decoded parts of one request, see serve.h

struct Route {
  std::string method;                // GET or POST
  std::string pattern;               // "/v1/needs/{need}/take"
  bool is_command = false;           // runs on the lane with an idempotency key
  Audience audience = Audience::signed_in;
  std::string right;                 // for Audience::granted: the right held somewhere
  std::string tag;                   // group in the reference: first path segment after /v1
  Words summary;                     // one sentence
  std::vector<Refusal> refusals;     // those this verb may answer, for the reference
  bool slow = false;                 // a report: runs on the report pool, never inline
  bool secret = false;               // its answer holds a token: never logged
  bool takes_file = false;
  std::size_t body_max = 64 * 1024;  // bytes
  std::string command_schema;        // name of the component
  std::function<std::string(SchemaBook&)> request_schema;   // "" when no members
  std::function<std::string(SchemaBook&)> response_schema;  // "" for files and Done
  std::vector<std::string> member_names;                    // of the command
  bool sets_session = false;    // the answer's member `token` also becomes the session cookie
  bool clears_session = false;
  /// Before the transaction, on the report pool with a read snapshot: slow work such as Argon2id or
  /// cleaning a photo. What it makes is handed to run. Empty for most routes.
  std::function<Result<std::shared_ptr<void>>(Call&, const Request&)> prepare;
  /// Decodes, runs the verb, encodes. Throws nothing but faults.
  std::function<Result<Reply>(Call&, const Request&, const void* prepared)> run;

  // Options, chained at registration.
  Route& anyone() { return audience = Audience::anyone, *this; }
  Route& granted(std::string_view r) { return audience = Audience::granted, right = r, *this; }
  Route& says(Words w) { return summary = w, *this; }
  Route& refuses(std::vector<Refusal> r) { return refusals = std::move(r), *this; }
  Route& opens_session() { return secret = sets_session = true, *this; }
  Route& ends_session() { return clears_session = true, *this; }
  Route& is_slow() { return slow = true, *this; }
  Route& is_secret() { return secret = true, *this; }
  Route& body_up_to(std::size_t bytes) { return body_max = bytes, *this; }
};

struct Request {
  std::vector<TextParam> params;   // path and query, decoded
  std::string content_type;
  std::string body;
  Lang lang = Lang::zh;
  std::string accept;              // for table routes: json, csv, xlsx (also ?format=)
  std::string peer;                // client address
  std::string user_agent;
  std::string token;               // session token, empty when none
};

class Router {
 public:
  /// POST: one command, one transaction on the lane.
  template <class Command, class View>
  Route& command(std::string_view method_and_pattern, Result<View> (*verb)(Call&, const Command&));
  /// POST in two halves: `prepare` is slow and reads only, `verb` gets what it made.
  template <class Command, class Ready, class View>
  Route& command(std::string_view method_and_pattern,
                 Result<Ready> (*prepare)(Call&, const Command&),
                 Result<View> (*verb)(Call&, const Command&, const Ready&));
  /// POST whose body is a file (Content-Type as sent); path and query parameters make the Command.
  template <class Command, class Ready, class View>
  Route& upload(std::string_view method_and_pattern,
                Result<Ready> (*prepare)(Call&, const Command&, const Blob&),
                Result<View> (*verb)(Call&, const Command&, const Ready&));
  /// GET: a snapshot; the verb must not write. View may be a Blob: a file.
  template <class Query, class View>
  Route& query(std::string_view method_and_pattern, Result<View> (*verb)(Call&, const Query&));
  /// A query whose View is a Page<Row>: also served as CSV and XLSX (?format=csv|xlsx, all pages
  /// up to 100,000 rows).
  template <class Query, class Row>
  Route& table(std::string_view method_and_pattern,
               Result<Page<Row>> (*verb)(Call&, const Query&));

  const std::vector<std::unique_ptr<Route>>& routes() const { return routes_; }
  /// The route and its path parameters; nothing when no pattern fits. `allow` gets the methods
  /// that would fit the path.
  const Route* find(std::string_view method, std::string_view path,
                    std::vector<TextParam>& params, std::string& allow) const;

 private:
  Route& add(std::string_view method_and_pattern, bool is_command);
  std::vector<std::unique_ptr<Route>> routes_;
};

}  // namespace lastmile::http
