#include "notices/means.h"

namespace lastmile::notices {

struct MeansRow {
  int region = 0;
  Means means;
};
BOOST_DESCRIBE_STRUCT(MeansRow, (), (region, means))

}  // namespace lastmile::notices

template <>
struct lastmile::storage::Table<lastmile::notices::MeansRow> {
  static constexpr std::string_view name = "notice_means";
  static constexpr std::size_t key_columns = 1;
};

namespace lastmile::notices {
namespace {

const storage::Sql means_noted{"notices.means_noted",
                               "select region, means from notice_means where region = $1"};

template <class B>
std::int64_t said_or(const std::optional<B>& said, std::int64_t usual) {
  return said ? said->value : usual;
}

}  // namespace

Means means_of(const NoticeSettings& said) {
  Means s;
  s.keep_days = said_or(said.keep_days, s.keep_days);
  s.sms_segments_max = said_or(said.sms_segments_max, s.sms_segments_max);
  s.sms_a_day = said_or(said.sms_a_day, s.sms_a_day);
  s.sms_a_day_each = said_or(said.sms_a_day_each, s.sms_a_day_each);
  s.webhook_failures_max = said_or(said.webhook_failures_max, s.webhook_failures_max);
  s.webhooks_reach_private = said.webhooks_reach_private.value_or(false);
  return s;
}

void note_means(Call& call, const Means& means) { call.tx.put(MeansRow{call.region(), means}); }

Means means(Call& call) {
  const auto row = call.tx.row<MeansRow>(means_noted, call.region());
  return row ? row->means : Means{};
}

}  // namespace lastmile::notices
