#pragma once
#include "needs/need_view.h"

/// 确认, 评单, 回访, 办结: the one served has the last word.
namespace lastmile::needs {

/// How a word reached us when it was not given on the recipient's own page.
enum class Channel { self, phone, slip, proxy };
BOOST_DESCRIBE_ENUM(Channel, self, phone, slip, proxy)
/// Taken down by the station, as heard by phone or read on a slip.
constexpr bool is_passed_on(Channel channel) {
  return channel == Channel::phone || channel == Channel::slip;
}

struct ConfirmService {
  NeedId need;
  bool happened;                   // false: it did not; goes back to dispatch
  std::optional<Channel> channel;  // staff: phone or slip
  std::optional<Line> words;
};
BOOST_DESCRIBE_STRUCT(ConfirmService, (), (need, happened, channel, words))
/// What a station confirmed as heard by phone or read on a slip, the recipient's side may deny for
/// 14 days after it was archived; then it goes back to dispatch.
Result<NeedView> confirm_service(Call& call, const ConfirmService& cmd);

struct RateService {
  NeedId need;
  Bounded<1, 5> stars;
  std::vector<Text<1, 20>> tags;
  std::optional<Words2000> words;
  std::optional<Channel> channel;
  std::optional<bool> redo;  // not satisfied: do it again
};
BOOST_DESCRIBE_STRUCT(RateService, (), (need, stars, tags, words, channel, redo))
/// By the recipient's side, or by staff who heard it by phone or hold the slip, unless the
/// recipient rated themself. Confirms, too, when that was not done yet. Optional for the recipient;
/// may be changed for 14 days, in which the recipient's side may still ask for a redo.
Result<NeedView> rate_service(Call& call, const RateService& cmd);

/// Archives a need whose confirmation or rating did not come in time; false when it waits for
/// neither.
bool close_waited_out(Call& call, NeedRow& need);

}  // namespace lastmile::needs
