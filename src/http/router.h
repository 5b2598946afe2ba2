#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/blob.h"
#include "base/decode.h"
#include "base/page.h"
#include "base/schema.h"
#include "call/call.h"
#include "http/reply.h"
#include "http/sheet.h"

/// The path table: verbs are registered with their pattern, the signature gives the types of body,
/// answer and OpenAPI document. Nothing here knows sockets.
namespace lastmile::http {

/// Who may call a route at all; the verb's access_ decides about the object.
enum class Audience { anyone, signed_in, granted };

/// The decoded parts of one request.
struct Request {
  std::vector<TextParam> params = {};  // path and query, decoded
  std::string content_type = {};
  std::string body = {};
  Lang lang = Lang::zh;
  Form form = Form::json;  // for table routes, by ?format= or Accept
  std::string peer = {};   // client address
  std::string user_agent = {};
  std::string token = {};  // session token, empty when none
};

/// One member of a route's command, for the reference.
struct Member {
  std::string name;
  std::string schema;  // JSON text
  bool required = true;
};

/// A field of the request, as JSON Pointer, and a refusal that is about it.
struct About {
  std::string field;
  Refusal refusal;
};

/// Stands for a field that only the verb can name: its refusal says which, as at_field does.
inline constexpr std::string_view field_by_verb = "*";

struct Route {
  std::string method;       // GET or POST
  std::string pattern;      // "/v1/needs/{need}/take"
  std::size_t index = 0;    // place in the table, for counters
  bool is_command = false;  // runs on the lane with an idempotency key
  Audience audience = Audience::signed_in;
  std::string right;              // for Audience::granted: the right held somewhere
  std::string tag;                // group in the reference: first path segment after /v1
  Words summary;                  // one sentence
  std::vector<Refusal> refusals;  // those this verb may answer, for the reference
  std::vector<About> abouts;      // the fields that refusals of the input name
  bool slow = false;              // a report: runs on the report pool, never inline
  bool exports = false;           // takes as long as a sheet and waits among them
  bool secret = false;            // its answer holds a token: never logged
  bool is_table = false;          // also served as CSV and XLSX
  bool takes_file = false;
  std::vector<std::string_view> file_types;  // literals; for whoever sends another or none
  bool gives_file = false;
  std::string_view file_given = "*/*";  // its media type
  bool keeps_refusals = false;  // what the verb wrote stays when it refuses
  bool sets_session = false;    // the answer's member `token` becomes the session cookie too
  bool clears_session = false;
  std::size_t body_max = 64 * 1024;       // bytes
  std::string command_schema;             // name of the component
  std::vector<std::string> path_names;    // parameters in the pattern, in order
  std::vector<std::string> member_names;  // of the command
  std::function<std::vector<Member>(SchemaBook&)> members;
  std::function<std::string(SchemaBook&)> response_schema;  // "" for files and Done

  /// The command from body and parameters, with every bad field. Needs no transaction.
  std::function<Result<std::shared_ptr<const void>>(const Request&)> decode;
  /// Before the transaction, on the report pool with a read snapshot: slow work such as Argon2id or
  /// cleaning a photo. What it makes is handed to run. Empty for most routes.
  std::function<Result<std::shared_ptr<const void>>(Call&, Request&, const void* command)> prepare;
  /// Runs the verb and encodes its view. Throws nothing but faults.
  std::function<Result<Reply>(Call&, Form, const void* command, const void* prepared)> run;

  // Options, chained at registration.
  Route& anyone() { return audience = Audience::anyone, *this; }
  Route& granted(std::string_view r) { return audience = Audience::granted, right = r, *this; }
  Route& says(Words w) { return summary = w, *this; }
  Route& refuses(std::vector<Refusal> r);
  /// Refusals that are about this field: declared, and answered with its name. A path or query
  /// parameter is named as a member is, "/site"; "" is the whole body, such as a file.
  Route& about(std::string_view field, const std::vector<Refusal>& r);
  Route& opens_session() { return secret = sets_session = true, *this; }
  Route& ends_session() { return clears_session = true, *this; }
  Route& is_slow() { return slow = true, *this; }
  Route& is_export() { return slow = exports = true, *this; }
  Route& is_secret() { return secret = true, *this; }
  Route& takes(std::vector<std::string_view> types) { return file_types = std::move(types), *this; }
  Route& gives(std::string_view type) { return file_given = type, *this; }
  Route& body_up_to(std::size_t bytes) { return body_max = bytes, *this; }
  /// A refusal keeps what the verb wrote, e.g. the count of wrong codes. Such a verb must write
  /// nothing else before it refuses.
  Route& keeps_writes_of_refusals() { return keeps_refusals = true, *this; }
};

class Router {
 public:
  Router();
  ~Router();
  Router(Router&&) noexcept;
  Router& operator=(Router&&) noexcept;

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
  /// GET in two halves: `verb` reads in the snapshot; `finish` is slow, gets what was read and runs
  /// when the snapshot is over, as drawing a page does.
  template <class Query, class Ready, class View>
  Route& query(std::string_view method_and_pattern, Result<Ready> (*verb)(Call&, const Query&),
               Result<View> (*finish)(const Ready&));
  /// A query whose View is a Page<Row>: also served as CSV and XLSX (?format=csv|xlsx, all pages
  /// up to 100,000 rows, heads in the reader's language). The Query's `std::optional<Cursor>`
  /// member is what follows the pages. `heads` name the columns that have no shared name.
  template <class Query, class Row>
  Route& table(std::string_view method_and_pattern, Result<Page<Row>> (*verb)(Call&, const Query&),
               std::span<const Head> heads = {});
  /// A query with a view of its own, whose sheets hold the rows of another verb.
  template <class Query, class View, class Row>
  Route& table(std::string_view method_and_pattern, Result<View> (*verb)(Call&, const Query&),
               Result<Page<Row>> (*rows)(Call&, const Query&), std::span<const Head> heads);

  const std::vector<std::unique_ptr<Route>>& routes() const { return routes_; }
  /// The route and its path parameters; nothing when no pattern fits. `allow` gets the methods
  /// that would fit the path. HEAD finds what GET finds.
  const Route* find(std::string_view method, std::string_view path, std::vector<TextParam>& params,
                    std::string& allow) const;

 private:
  struct Node;
  Route& add(std::string_view method_and_pattern, bool is_command);
  std::vector<std::unique_ptr<Route>> routes_;
  std::unique_ptr<Node> root_;
};

/// "%E4%B8%89" → "三"; nothing when malformed or holding NUL. In queries '+' is a space.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);
/// Adds the parameters of a query string; a bad one, one said twice or a 65th is refused.
Check read_query(std::string_view query, std::vector<TextParam>& params);

}  // namespace lastmile::http

#include "http/router_impl.h"
