#include "http/notes_fixture.h"

#include <array>

namespace lastmile::http::notes {

std::atomic<int> writes = 0;

namespace {

using storage::Sql;

const Sql find_note("test.find_note",
                    "select region, id, text, state from note where region = $1 and id = $2");
const Sql list_all("test.list_notes",
                   "select region, id, text, state from note where region = $1 and id > $2 "
                   "order by id limit $3");
const Sql find_tries("test.find_tries", "select tries from note_try where region = $1 and id = $2");

NoteView view(const NoteRow& row) { return {row.id, row.text, row.state}; }

Result<NoteRow> find(Call& call, NoteId id) {
  auto row = call.tx.row<NoteRow>(find_note, call.region(), id);
  if (!row) return note_unknown;
  return *row;
}

Result<NoteView> write_note(Call& call, const WriteNote& cmd) {
  ++writes;
  if (cmd.text.str() == "fault") throw std::runtime_error("a disk broke");
  ASSERT(cmd.text.str() != "broken");
  const NoteRow row{call.region(), call.make_id<NoteTag>(), cmd.text.str()};
  call.tx.insert(row);
  call.journal.append(NoteWritten{row.id}, {.subject = row.id.uuid, .scope = "4112/"});
  return view(row);
}

Result<Done> close_note(Call& call, const OneNote& cmd) {
  ASSIGN_OR_RETURN(NoteRow row, find(call, cmd.note));
  const bool was_closed = row.state == State::closed;
  row.state = State::closed;
  row.text += "!";
  call.tx.update(row);  // half-done on purpose: the refusal must undo it
  call.journal.append(NoteClosed{row.id}, {.subject = row.id.uuid, .scope = "4112/"});
  if (was_closed) return Refused{note_closed, {}, "closed"};
  return Done{};
}

Result<NoteView> show_note(Call& call, const OneNote& q) {
  ASSIGN_OR_RETURN(const NoteRow row, find(call, q.note));
  call.readings.push_back({shown, "contact"});
  return view(row);
}

Result<Page<NoteView>> list_notes(Call& call, const ListNotes& q) {
  NoteId after;
  if (q.cursor) {
    ASSIGN_OR_RETURN(const OneNote place, q.cursor->place<OneNote>());
    after = place.note;
  }
  const auto limit = items_asked(q.limit);
  std::vector<NoteView> all;
  for (const auto& row : call.tx.rows<NoteRow>(list_all, call.region(), after, limit + 1)) {
    all.push_back(view(row));
  }
  return to_page(std::move(all), limit, [](const NoteView& v) { return OneNote{v.id}; });
}

Result<Token> open_door(Call&, const Nothing&) { return Token{"t0ken"}; }
Result<Done> leave(Call&, const Nothing&) { return Done{}; }

Result<Done> unlock(Call& call, const Unlock& cmd) {
  const auto tries = call.tx.row<int>(find_tries, call.region(), cmd.note).value_or(0) + 1;
  call.tx.put(TryRow{call.region(), cmd.note, tries});
  if (cmd.code == "sesame") return Done{};
  Refused refused{code_wrong, {}, std::to_string(tries)};
  refused.keeps_writes = cmd.code != "forgotten";
  return refused;
}

struct Measured {
  std::string content_type;
  std::int64_t bytes = 0;
};
BOOST_DESCRIBE_STRUCT(Measured, (), (content_type, bytes))

Result<Measured> measure(Call& call, const OneNote& cmd, const Blob& file) {
  RETURN_IF_REFUSED(find(call, cmd.note));
  return Measured{file.content_type, static_cast<std::int64_t>(file.bytes.size())};
}
Result<Measured> illustrate(Call& call, const OneNote& cmd, const Measured& measured) {
  ASSIGN_OR_RETURN(NoteRow row, find(call, cmd.note));
  row.text += " +" + std::to_string(measured.bytes);
  call.tx.update(row);
  call.journal.append(NoteClosed{row.id}, {.subject = row.id.uuid, .scope = "4112/"});
  return measured;
}
Result<Blob> picture(Call&, const Nothing&) {
  return Blob{"image/png", "图 1.png", std::string("\x89PNG\0x", 6)};
}

/// A note as it stood when the snapshot was over.
struct NoteCopy {
  std::string text;
};
Result<NoteCopy> copy_note(Call& call, const OneNote& q) {
  ASSIGN_OR_RETURN(const NoteRow row, find(call, q.note));
  return NoteCopy{row.text};
}
Result<Blob> print_note(const NoteCopy& copy) {
  if (copy.text == "unprintable") return note_closed;
  if (copy.text == "jam") throw std::runtime_error("the paper jams");
  return Blob{"text/plain", "条.txt", "printed: " + copy.text};
}

}  // namespace

void add_note_routes(Router& r) {
  r.command("POST /v1/notes", write_note).says({"Write a note.", "写一条。"});
  r.command("POST /v1/notes/{note}/close", close_note)
      .says({"Close it.", "关闭。"})
      .refuses({note_unknown, note_closed});
  r.query("GET /v1/notes/{note}", show_note)
      .says({"Show one.", "看一条。"})
      .refuses({note_unknown});
  static constexpr std::array heads{Head{"text", {"text", "内容"}}};
  r.table("GET /v1/notes", list_notes, heads).anyone().says({"List them.", "列出。"});
  r.command("POST /v1/door", open_door).anyone().opens_session().says({"Come in.", "进门。"});
  r.command("POST /v1/door/leave", leave).ends_session().says({"Go.", "离开。"});
  r.command("POST /v1/notes/{note}/unlock", unlock)
      .says({"Unlock.", "解锁。"})
      .refuses({code_wrong});
  r.upload("POST /v1/notes/{note}/picture", measure, illustrate)
      .body_up_to(100'000)
      .takes({"image/jpeg", "image/png"})
      .says({"Add a picture.", "加图。"})
      .refuses({note_unknown});
  r.query("GET /v1/picture", picture).anyone().says({"A picture.", "一张图。"});
  r.query("GET /v1/notes/{note}/print", copy_note, print_note)
      .is_export()
      .gives("text/plain")
      .says({"Print one.", "打印一条。"})
      .refuses({note_unknown, note_closed});
  r.query("GET /v1/report", list_notes).granted("stats").is_slow().says({"A report.", "报表。"});
}

}  // namespace lastmile::http::notes
