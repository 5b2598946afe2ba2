#pragma once
#include "access/site_path.h"
#include "base/page.h"
#include "needs/need_view.h"

/// Lists and the page of one need.
namespace lastmile::needs {

struct ShowNeed {
  NeedId need;
};
BOOST_DESCRIBE_STRUCT(ShowNeed, (), (need))
Result<NeedView> show_need(Call& call, const ShowNeed& query);

/// By the number as read out: "274 819 356".
struct FindNeedByNumber {
  Text<9, 20> number;
};
BOOST_DESCRIBE_STRUCT(FindNeedByNumber, (), (number))
Result<NeedView> find_by_number(Call& call, const FindNeedByNumber& query);

/// A station's list. Right need_read over the subtree. With `recipient` it is one resident's
/// history there, in any state, and that is noted as a reading of theirs.
struct ListNeeds {
  std::optional<access::SitePath> under;  // site path; default: all of the caller's scopes
  std::vector<NeedState> state;
  std::optional<Text<2, 4>> category;
  std::optional<Urgency> urgency;
  std::optional<bool> overdue;
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
  std::optional<PersonId> recipient;
};
BOOST_DESCRIBE_STRUCT(ListNeeds, (),
                      (under, state, category, urgency, overdue, cursor, limit, recipient))
Result<Page<NeedLine>> list_needs(Call& call, const ListNeeds& query);

/// One's own: asked for or received.
struct ListMyNeeds {
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListMyNeeds, (), (cursor, limit))
Result<Page<NeedLine>> list_my_needs(Call& call, const ListMyNeeds& query);

/// What one helps with, or helped with.
struct ListMyTasks {
  std::optional<Cursor> cursor;
  std::optional<PageLimit> limit;
};
BOOST_DESCRIBE_STRUCT(ListMyTasks, (), (cursor, limit))
Result<Page<NeedLine>> list_my_tasks(Call& call, const ListMyTasks& query);

/// How many needs stand where, for a desk's first look.
struct CountNeeds {
  access::SitePath under;
};
BOOST_DESCRIBE_STRUCT(CountNeeds, (), (under))
Result<Page<StateCount>> count_needs(Call& call, const CountNeeds& query);

/// Every step with actor, time and reason, oldest first: read from the journal. The recipient's
/// side reads its own steps, who did what for it: the station by name, helpers as on its page, and
/// whoever spoke in its name. Others read their own steps.
struct ShowTimeline {
  NeedId need;
};
BOOST_DESCRIBE_STRUCT(ShowTimeline, (), (need))
struct StepView {
  std::int64_t leaf = 0;
  Instant at;
  std::string what;  // the fact's kind
  std::optional<NeedState> from;
  std::optional<NeedState> to;
  std::string reason_code;
  std::optional<PersonId> actor;
  std::string actor_name;  // as the reader may see it
  std::optional<PersonId> on_behalf;
  std::optional<Instant> due_at;
};
BOOST_DESCRIBE_STRUCT(StepView, (),
                      (leaf, at, what, from, to, reason_code, actor, actor_name, on_behalf, due_at))
Result<Page<StepView>> show_timeline(Call& call, const ShowTimeline& query);

}  // namespace lastmile::needs
