#pragma once
#include "http/test_client.h"

/// A feature as small as can be, so that the machine is tested without a domain word: notes that
/// are written, closed, read, listed and illustrated.
namespace lastmile::http::notes {

inline constexpr std::string_view tables = R"(
-- @sealed
create table note (
  region {int} not null, id {id} not null, text text not null, state text not null,
  primary key (region, id)
){strict};
-- @volatile a counter of wrong tries
create table note_try (
  region {int} not null, id {id} not null, tries {int} not null, primary key (region, id)
){strict};
)";

using NoteId = Id<struct NoteTag>;
enum class State { open, closed };
BOOST_DESCRIBE_ENUM(State, open, closed)
inline Words words_of(State s) {
  return s == State::open ? Words{"open", "未结"} : Words{"closed", "已结"};
}

struct NoteRow {
  int region = 0;
  NoteId id;
  std::string text;
  State state = State::open;
};
BOOST_DESCRIBE_STRUCT(NoteRow, (), (region, id, text, state))
struct TryRow {
  int region = 0;
  NoteId id;
  int tries = 0;
};
BOOST_DESCRIBE_STRUCT(TryRow, (), (region, id, tries))

struct NoteWritten {
  static constexpr std::string_view kind = "note_written";
  static constexpr int version = 1;
  NoteId note;
};
BOOST_DESCRIBE_STRUCT(NoteWritten, (), (note))
struct NoteClosed {
  static constexpr std::string_view kind = "note_closed";
  static constexpr int version = 1;
  NoteId note;
};
BOOST_DESCRIBE_STRUCT(NoteClosed, (), (note))

inline constexpr Refusal note_unknown{Kind::missing, "note_unknown", "There is no such note.",
                                      "没有这条记录。"};
inline constexpr Refusal note_closed{Kind::conflict, "note_closed", "It is closed already.",
                                     "已经关闭。"};
inline constexpr Refusal code_wrong{Kind::forbidden, "code_wrong", "The code is wrong.",
                                    "口令不对。"};

struct WriteNote {
  Text<1, 100> text;
};
BOOST_DESCRIBE_STRUCT(WriteNote, (), (text))
struct OneNote {
  NoteId note;
};
BOOST_DESCRIBE_STRUCT(OneNote, (), (note))
struct ListNotes {
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListNotes, (), (cursor, limit))
struct NoteView {
  NoteId id;
  std::string text;
  State state;
};
BOOST_DESCRIBE_STRUCT(NoteView, (), (id, text, state))
struct Token {
  std::string token;
};
BOOST_DESCRIBE_STRUCT(Token, (), (token))
struct Nothing {};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())
struct Unlock {
  NoteId note;
  std::string code;
};
BOOST_DESCRIBE_STRUCT(Unlock, (), (note, code))

}  // namespace lastmile::http::notes

namespace lastmile::storage {
template <>
struct Table<http::notes::NoteRow> {
  static constexpr std::string_view name = "note";
  static constexpr std::size_t key_columns = 2;
};
template <>
struct Table<http::notes::TryRow> {
  static constexpr std::string_view name = "note_try";
  static constexpr std::size_t key_columns = 2;
};
}  // namespace lastmile::storage

namespace lastmile::http::notes {

void add_note_routes(Router& r);
/// How often the verb behind POST /v1/notes ran.
extern std::atomic<int> writes;
/// The person whose data GET /v1/notes/{note} shows.
inline const PersonId shown{*Uuid::parse("01900000-0000-7000-8000-0000000000aa")};
inline Actor li() {
  return TestBench::person(PersonId{*Uuid::parse("01900000-0000-7000-8000-000000000001")});
}
inline Actor wang() {
  return TestBench::person(PersonId{*Uuid::parse("01900000-0000-7000-8000-000000000002")},
                           {{"any", "4112/"}});
}

/// A bench with the tables, and the routes over it.
struct NotesTown {
  explicit NotesTown(storage::On on = storage::On::sqlite, Hooks hooks = {},
                     ServeOptions options = {})
      : bench(on),
        serve((bench.test_db().add_tables(tables), bench), add_note_routes, std::move(hooks),
              std::move(options)) {}
  TestBench bench;
  TestServe serve;
};

}  // namespace lastmile::http::notes
