#pragma once
#include "base/blob.h"
#include "base/page.h"
#include "media/cleaning.h"
#include "needs/need_moves.h"

/// What is said and shown on a need: comments to the right people, photos and voice.
namespace lastmile::needs {

using CommentId = Id<struct NeedCommentTag>;
using AttachmentId = Id<struct NeedAttachmentTag>;

enum class VisibleTo { everyone, helpers, staff };
BOOST_DESCRIBE_ENUM(VisibleTo, everyone, helpers, staff)

/// Writes a comment without an access check of its own: for the verbs of needs.
void add_comment(Call& call, const NeedRow& need, const Line& words, VisibleTo visible_to);

struct CommentOnNeed {
  NeedId need;
  Words2000 words;
  std::optional<VisibleTo> visible_to;  // default everyone; `staff` only by staff
};
BOOST_DESCRIBE_STRUCT(CommentOnNeed, (), (need, words, visible_to))
struct CommentView {
  CommentId id;
  PersonId author;
  std::string author_name;
  VisibleTo visible_to;
  std::string words;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(CommentView, (), (id, author, author_name, visible_to, words, at))
Result<CommentView> comment_on_need(Call& call, const CommentOnNeed& cmd);

struct ListComments {
  NeedId need;
};
BOOST_DESCRIBE_STRUCT(ListComments, (), (need))
/// Those the reader may see, oldest first; at most 500 belong to a need.
Result<Page<CommentView>> list_comments(Call& call, const ListComments& query);

struct OwnComment {
  CommentId id;
  NeedId need;
  std::string number;
  VisibleTo visible_to;
  std::string words;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(OwnComment, (), (id, need, number, visible_to, words, at))
/// What a person said, oldest first, for the copy of their own data: what a volunteer told the
/// station alone too, as on declining or leaving. What staff say among themselves is the station's.
/// Checks no access: the caller has.
std::vector<OwnComment> comments_of(Call& call, const people::Profiles& author);

struct AttachToNeed {
  NeedId need;
};
BOOST_DESCRIBE_STRUCT(AttachToNeed, (), (need))
struct AttachmentView {
  AttachmentId id;
  media::FileKind kind;
  std::string content_type;
  std::int64_t size_bytes;
  PersonId added_by;
  Instant at;
  bool of_rating = false;  // spoken by the recipient's side while it rates
};
BOOST_DESCRIBE_STRUCT(AttachmentView, (),
                      (id, kind, content_type, size_bytes, added_by, at, of_rating))

/// Cleans the file before the transaction: see media::cleaned.
Result<media::Cleaned> prepare_attachment(Call& call, const AttachToNeed& cmd, const Blob& file);
Result<AttachmentView> attach_to_need(Call& call, const AttachToNeed& cmd,
                                      const media::Cleaned& file);

struct ListAttachments {
  NeedId need;
};
BOOST_DESCRIBE_STRUCT(ListAttachments, (), (need))
Result<Page<AttachmentView>> list_attachments(Call& call, const ListAttachments& query);

struct ShowAttachment {
  NeedId need;
  AttachmentId attachment;
};
BOOST_DESCRIBE_STRUCT(ShowAttachment, (), (need, attachment))
Result<Blob> show_attachment(Call& call, const ShowAttachment& query);

}  // namespace lastmile::needs
