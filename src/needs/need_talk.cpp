#include "needs/need_talk.h"

#include <map>

#include "base/base64.h"
#include "needs/need_facts.h"

namespace lastmile::needs {

struct CommentRow {
  int region = 0;
  CommentId id;
  NeedId need;
  PersonId author;
  VisibleTo visible_to = VisibleTo::everyone;
  vault::Sealed words;
  Instant at{};
};
BOOST_DESCRIBE_STRUCT(CommentRow, (), (region, id, need, author, visible_to, words, at))

struct AttachmentRow {
  int region = 0;
  AttachmentId id;
  NeedId need;
  PersonId added_by;
  media::FileKind kind = media::FileKind::photo;
  std::string content_type;
  std::int64_t size_bytes = 0;
  vault::Sealed content;
  Instant at{};
  std::optional<bool> of_rating;
};
BOOST_DESCRIBE_STRUCT(AttachmentRow, (),
                      (region, id, need, added_by, kind, content_type, size_bytes, content, at,
                       of_rating))

struct AuthoredRow {
  CommentId id;
  NeedId need;
  std::string number;
  PersonId recipient;
  PersonId author;
  VisibleTo visible_to = VisibleTo::everyone;
  vault::Sealed words;
  Instant at{};
};
BOOST_DESCRIBE_STRUCT(AuthoredRow, (), (id, need, number, recipient, author, visible_to, words, at))

/// A list shows files without reading them.
struct AttachmentLine {
  AttachmentId id;
  media::FileKind kind = media::FileKind::photo;
  std::string content_type;
  std::int64_t size_bytes = 0;
  PersonId added_by;
  Instant at{};
  std::optional<bool> of_rating;
};
BOOST_DESCRIBE_STRUCT(AttachmentLine, (),
                      (id, kind, content_type, size_bytes, added_by, at, of_rating))

}  // namespace lastmile::needs

template <>
struct lastmile::storage::Table<lastmile::needs::CommentRow> {
  static constexpr std::string_view name = "need_comment";
  static constexpr std::size_t key_columns = 2;
};
template <>
struct lastmile::storage::Table<lastmile::needs::AttachmentRow> {
  static constexpr std::string_view name = "need_attachment";
  static constexpr std::size_t key_columns = 2;
};

namespace lastmile::needs {
namespace {

using storage::Sql;

const Sql comments_of_need{"needs.comments_of_need", R"(
  select region, id, need, author, visible_to, words, at
  from need_comment where region = $1 and need = $2 order by id limit 500)"};
const Sql comments_of_author{"needs.comments_of_author", R"(
  select c.id, c.need, n.number, n.recipient, c.author, c.visible_to, c.words, c.at
  from need_comment c join need n on n.region = c.region and n.id = c.need
  where c.region = $1 and c.author {in $2}
  order by c.id limit 100000)"};
const Sql attachments_of_need{"needs.attachments_of_need", R"(
  select id, kind, content_type, size_bytes, added_by, at, of_rating
  from need_attachment where region = $1 and need = $2 order by id limit 50)"};
const Sql attachment_by_id{"needs.attachment_by_id", R"(
  select region, id, need, added_by, kind, content_type, size_bytes, content, at, of_rating
  from need_attachment where region = $1 and id = $2)"};

constexpr std::size_t files_max = 9;

CommentRow write_comment(Call& call, const NeedRow& need, std::string_view words, VisibleTo to);
vault::Spot comment_spot(const std::string& row) { return {"need_comment", row, "words"}; }
vault::Spot file_spot(const std::string& row) { return {"need_attachment", row, "content"}; }

bool is_of_rating(const Held& held, media::FileKind kind) {
  return kind == media::FileKind::voice && held.need.state == NeedState::awaiting_rating &&
         held.standing.asking() && !held.standing.helper;
}

bool may_see(const Standing& reader, VisibleTo to) {
  switch (to) {
    case VisibleTo::everyone:
      return true;
    case VisibleTo::helpers:
      return reader.helper || reader.staff;
    case VisibleTo::staff:
      return reader.staff;
  }
  return false;
}

}  // namespace

void add_comment(Call& call, const NeedRow& need, const Line& words, VisibleTo to) {
  write_comment(call, need, words.str(), to);
}

Result<CommentView> comment_on_need(Call& call, const CommentOnNeed& cmd) {
  ASSIGN_OR_RETURN(const Held held, access_as_party(call, cmd.need));
  RETURN_IF_REFUSED(recipient_stands(call, held.need));
  const VisibleTo to = cmd.visible_to.value_or(VisibleTo::everyone);
  if (!may_see(held.standing, to)) {
    return bad_field("/visible_to", "choice",
                     {"you could not read this yourself", "您自己看不到这个范围的留言"});
  }
  const CommentRow row = write_comment(call, held.need, cmd.words.str(), to);
  people::Names names = people::names_of(call, {row.author});
  return CommentView{row.id, row.author, names[row.author], to, cmd.words.str(), row.at};
}

Result<Page<CommentView>> list_comments(Call& call, const ListComments& q) {
  ASSIGN_OR_RETURN(const Held held, access_held(call, q.need));
  const auto rows = call.tx.rows<CommentRow>(comments_of_need, call.region(), q.need);
  std::vector<PersonId> authors;
  for (const auto& row : rows) authors.push_back(row.author);
  people::Names names = people::names_of(call, std::move(authors));
  people::note_reading(call, held.need.recipient, access::FieldClass::basic, held.need.number);
  Page<CommentView> page;
  for (const auto& row : rows) {
    if (!may_see(held.standing, row.visible_to)) continue;
    const auto words = call.vault.open(call.tx, call.region(), held.need.recipient,
                                       comment_spot(row.id.text()), row.words);
    page.items.push_back(
        {row.id, row.author, names[row.author], row.visible_to, words.value_or(""), row.at});
  }
  return page;
}

std::vector<OwnComment> comments_of(Call& call, const people::Profiles& author) {
  const auto staff = access::staff_names(call, author);
  std::vector<OwnComment> all;
  for (const auto& row :
       call.tx.rows<AuthoredRow>(comments_of_author, call.region(), storage::in_list(author))) {
    if (row.visible_to == VisibleTo::staff && staff.contains(row.author)) continue;
    const auto words = call.vault.open(call.tx, call.region(), row.recipient,
                                       comment_spot(row.id.text()), row.words);
    people::note_reading(call, row.recipient, access::FieldClass::basic, row.number);
    all.push_back({row.id, row.need, row.number, row.visible_to, words.value_or(""), row.at});
  }
  return all;
}

Result<media::Cleaned> prepare_attachment(Call& call, const AttachToNeed& cmd, const Blob& file) {
  // Whoever may not see the need shall not have its photo cleaned either.
  ASSIGN_OR_RETURN(const Held held, access_as_party(call, cmd.need));
  if (!is_open(held.need.state)) return need_closed;
  return media::cleaned(file);
}

Result<AttachmentView> attach_to_need(Call& call, const AttachToNeed& cmd,
                                      const media::Cleaned& file) {
  ASSIGN_OR_RETURN(const Held held, access_as_party(call, cmd.need));
  if (!is_open(held.need.state)) return need_closed;
  const auto known = call.tx.rows<AttachmentLine>(attachments_of_need, call.region(), cmd.need);
  if (known.size() >= files_max) return too_many_files;
  AttachmentRow row;
  row.region = call.region();
  row.id = call.make_id<NeedAttachmentTag>();
  row.need = cmd.need;
  row.added_by = *call.actor.person;
  row.kind = file.kind;
  row.content_type = file.content_type;
  row.size_bytes = static_cast<std::int64_t>(file.bytes.size());
  row.content = call.vault.seal(call.tx, call.region(), held.need.recipient,
                                file_spot(row.id.text()), file.bytes);
  row.at = call.now;
  row.of_rating = is_of_rating(held, file.kind);
  ASSERT(call.tx.insert(row));
  call.journal.append(NeedChanged{cmd.need, "attachment", ""}, about(held.need));
  return AttachmentView{row.id,       row.kind, row.content_type, row.size_bytes,
                        row.added_by, row.at,   *row.of_rating};
}

Result<Page<AttachmentView>> list_attachments(Call& call, const ListAttachments& q) {
  ASSIGN_OR_RETURN(const Held held, access_held(call, q.need));
  Page<AttachmentView> page;
  for (const auto& f : call.tx.rows<AttachmentLine>(attachments_of_need, call.region(), q.need)) {
    page.items.push_back({f.id, f.kind, f.content_type, f.size_bytes, f.added_by, f.at,
                          f.of_rating.value_or(false)});
  }
  return page;
}

Result<Blob> show_attachment(Call& call, const ShowAttachment& q) {
  ASSIGN_OR_RETURN(const Held held, access_held(call, q.need));
  const auto row = call.tx.row<AttachmentRow>(attachment_by_id, call.region(), q.attachment);
  if (!row || row->need != q.need) return file_unknown;
  auto bytes = call.vault.open(call.tx, call.region(), held.need.recipient,
                               file_spot(row->id.text()), row->content);
  if (!bytes) return file_unknown;
  people::note_reading(call, held.need.recipient, access::FieldClass::basic, held.need.number);
  return Blob{row->content_type, "", std::move(*bytes)};
}

namespace {

CommentRow write_comment(Call& call, const NeedRow& need, std::string_view words, VisibleTo to) {
  CommentRow row;
  row.region = call.region();
  row.id = call.make_id<NeedCommentTag>();
  row.need = need.id;
  row.author = call.actor.person.value_or(PersonId{});
  row.visible_to = to;
  row.words =
      call.vault.seal(call.tx, call.region(), need.recipient, comment_spot(row.id.text()), words);
  row.at = call.now;
  ASSERT(call.tx.insert(row));
  // A staff comment is nobody else's news.
  const auto audience =
      to == VisibleTo::staff ? journal::About{need.id.uuid, need.site_path} : about(need);
  call.journal.append(NeedChanged{need.id, "comment", std::string(to_text(to))}, audience);
  return row;
}

}  // namespace
}  // namespace lastmile::needs
