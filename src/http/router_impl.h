#pragma once
#include "http/router.h"
#include "http/sheet.h"

/// The templates behind Router: the only code made anew for each route, so kept small.
namespace lastmile::http {

namespace detail {

/// The body as JSON; null when it is empty.
Result<boost::json::value> json_body(const Request& request);
/// A view's JSON as the answer.
Reply json_reply(std::string json);
Reply file_reply(Blob blob);

template <class Command>
Result<std::shared_ptr<const void>> decode_command(const boost::json::value& body,
                                                   const Request& request) {
  ASSIGN_OR_RETURN(Command command, from_request<Command>(body, request.params));
  return std::shared_ptr<const void>(std::make_shared<const Command>(std::move(command)));
}

template <class View>
Reply to_reply(View view) {
  if constexpr (std::is_same_v<View, Done>) {
    return Reply{204, "", ""};
  } else if constexpr (std::is_same_v<View, Blob>) {
    return file_reply(std::move(view));
  } else {
    return json_reply(to_json(view));
  }
}

template <class Command, class View>
void describe_route(Route& route) {
  route.command_schema = type_name<Command>();
  route.gives_file = std::is_same_v<View, Blob>;
  each_member_type<Command>([&]<class M>(std::string_view name, std::type_identity<M>) {
    route.member_names.emplace_back(name);
  });
  route.members = [](SchemaBook& book) {
    std::vector<Member> all;
    each_member_type<Command>([&]<class M>(std::string_view name, std::type_identity<M>) {
      all.push_back({std::string(name), schema_of<M>(book), !Optional<M> && !Vector<M>});
    });
    return all;
  };
  route.response_schema = [](SchemaBook& book) -> std::string {
    if constexpr (std::is_same_v<View, Done> || std::is_same_v<View, Blob>)
      return {};
    else
      return schema_of<View>(book);
  };
}

template <class Command>
void decode_from_body(Route& route) {
  route.decode = [](const Request& request) -> Result<std::shared_ptr<const void>> {
    ASSIGN_OR_RETURN(const boost::json::value body, json_body(request));
    return decode_command<Command>(body, request);
  };
}
template <class Command>
void decode_from_params(Route& route) {
  route.decode = [](const Request& request) { return decode_command<Command>({}, request); };
}

template <class T>
const T& as(const void* p) {
  return *static_cast<const T*>(p);
}

/// The query for the page after `next`: its cursor member is set, its page made the longest.
template <class Query>
Query next_query(Query query, const std::optional<std::string>& next) {
  each_member(query, [&](std::string_view, auto& member) {
    using M = std::remove_reference_t<decltype(member)>;
    if constexpr (std::is_same_v<M, std::optional<Cursor>>) {
      if (next) member = Cursor{*next};
    } else if constexpr (std::is_same_v<M, std::optional<PageLimit>>) {
      member = PageLimit{PageLimit::max};
    }
  });
  return query;
}

template <class Query>
constexpr bool follows_pages() {
  bool found = false;
  each_member_type<Query>([&]<class M>(std::string_view, std::type_identity<M>) {
    found = found || std::is_same_v<M, std::optional<Cursor>>;
  });
  return found;
}

/// All pages as one file. Refuses sheet_too_long and what the verb refuses.
template <class Query, class Row>
Result<Reply> all_pages(Call& call, Sheet& sheet, const Query& first,
                        Result<Page<Row>> (*verb)(Call&, const Query&)) {
  const Reader reader{call.actor.lang, call.settings.zone};
  std::optional<std::string> next;
  do {
    ASSIGN_OR_RETURN(Page<Row> page, verb(call, next_query(first, next)));
    for (const Row& row : page.items) {
      RETURN_IF_REFUSED(sheet.add(cells_of(row, reader)));
    }
    if (page.next && page.next == next) throw Broken("a page names itself as the next one");
    next = std::move(page.next);
  } while (next && follows_pages<Query>());
  return sheet.finish();
}

}  // namespace detail

template <class Command, class View>
Route& Router::command(std::string_view method_and_pattern,
                       Result<View> (*verb)(Call&, const Command&)) {
  Route& route = add(method_and_pattern, true);
  detail::describe_route<Command, View>(route);
  detail::decode_from_body<Command>(route);
  route.run = [verb](Call& call, Form, const void* command, const void*) -> Result<Reply> {
    ASSIGN_OR_RETURN(View view, verb(call, detail::as<Command>(command)));
    return detail::to_reply(std::move(view));
  };
  return route;
}

template <class Command, class Ready, class View>
Route& Router::command(std::string_view method_and_pattern,
                       Result<Ready> (*prepare)(Call&, const Command&),
                       Result<View> (*verb)(Call&, const Command&, const Ready&)) {
  Route& route = add(method_and_pattern, true);
  detail::describe_route<Command, View>(route);
  detail::decode_from_body<Command>(route);
  route.prepare = [prepare](Call& call, Request&,
                            const void* command) -> Result<std::shared_ptr<const void>> {
    ASSIGN_OR_RETURN(Ready ready, prepare(call, detail::as<Command>(command)));
    return std::shared_ptr<const void>(std::make_shared<const Ready>(std::move(ready)));
  };
  route.run = [verb](Call& call, Form, const void* command, const void* ready) -> Result<Reply> {
    ASSIGN_OR_RETURN(View view, verb(call, detail::as<Command>(command), detail::as<Ready>(ready)));
    return detail::to_reply(std::move(view));
  };
  return route;
}

template <class Command, class Ready, class View>
Route& Router::upload(std::string_view method_and_pattern,
                      Result<Ready> (*prepare)(Call&, const Command&, const Blob&),
                      Result<View> (*verb)(Call&, const Command&, const Ready&)) {
  Route& route = add(method_and_pattern, true);
  route.takes_file = true;
  route.body_max = 10 * 1024 * 1024;
  detail::describe_route<Command, View>(route);
  detail::decode_from_params<Command>(route);
  route.prepare = [prepare](Call& call, Request& request,
                            const void* command) -> Result<std::shared_ptr<const void>> {
    const Blob file{request.content_type, "", std::move(request.body)};
    ASSIGN_OR_RETURN(Ready ready, prepare(call, detail::as<Command>(command), file));
    return std::shared_ptr<const void>(std::make_shared<const Ready>(std::move(ready)));
  };
  route.run = [verb](Call& call, Form, const void* command, const void* ready) -> Result<Reply> {
    ASSIGN_OR_RETURN(View view, verb(call, detail::as<Command>(command), detail::as<Ready>(ready)));
    return detail::to_reply(std::move(view));
  };
  return route;
}

template <class Query, class View>
Route& Router::query(std::string_view method_and_pattern,
                     Result<View> (*verb)(Call&, const Query&)) {
  Route& route = add(method_and_pattern, false);
  detail::describe_route<Query, View>(route);
  detail::decode_from_params<Query>(route);
  route.run = [verb](Call& call, Form, const void* query, const void*) -> Result<Reply> {
    ASSIGN_OR_RETURN(View view, verb(call, detail::as<Query>(query)));
    return detail::to_reply(std::move(view));
  };
  return route;
}

template <class Query, class Ready, class View>
Route& Router::query(std::string_view method_and_pattern,
                     Result<Ready> (*verb)(Call&, const Query&),
                     Result<View> (*finish)(const Ready&)) {
  Route& route = add(method_and_pattern, false);
  detail::describe_route<Query, View>(route);
  detail::decode_from_params<Query>(route);
  route.run = [verb, finish](Call& call, Form, const void* query, const void*) -> Result<Reply> {
    ASSIGN_OR_RETURN(Ready ready, verb(call, detail::as<Query>(query)));
    Reply reply;
    reply.rest = [finish, kept = std::make_shared<const Ready>(std::move(ready))]() {
      const auto answer = [&]() -> Result<Reply> {
        ASSIGN_OR_RETURN(View view, finish(*kept));
        return detail::to_reply(std::move(view));
      };
      return answer();
    };
    return reply;
  };
  return route;
}

template <class Query, class Row>
Route& Router::table(std::string_view method_and_pattern,
                     Result<Page<Row>> (*verb)(Call&, const Query&), std::span<const Head> heads) {
  return table(method_and_pattern, verb, verb, heads);
}

template <class Query, class View, class Row>
Route& Router::table(std::string_view method_and_pattern, Result<View> (*verb)(Call&, const Query&),
                     Result<Page<Row>> (*rows)(Call&, const Query&), std::span<const Head> heads) {
  heads_of(column_names<Row>(), heads, Lang::zh);  // none is missing
  Route& route = query(method_and_pattern, verb);
  route.is_table = true;
  route.run = [json = std::move(route.run), rows, heads](Call& call, Form form, const void* query,
                                                         const void* ready) -> Result<Reply> {
    if (form == Form::json) return json(call, form, query, ready);
    const auto sheet = Sheet::make(form, heads_of(column_names<Row>(), heads, call.actor.lang));
    return detail::all_pages<Query, Row>(call, *sheet, detail::as<Query>(query), rows);
  };
  return route;
}

}  // namespace lastmile::http
