#pragma once
#include <set>

#include "attendance/attendance.h"
#include "demo/stage.h"
#include "dispatch/offers.h"
#include "needs/needs.h"

/// The steps of a need's story, as the demo's people take them.
namespace lastmile::demo {

/// Where and when somebody asks for help; whoever the demo's logins show asks and helps at home.
struct Setting {
  std::size_t station = 0;
  PersonId recipient;
  TimeWindow window;
  bool simple = false;  // something anybody can help with
  bool draft = false;
};
Setting anywhere(Stage& stage, const Cast& cast, const TimeWindow& window);
Setting at_home(const Cast& cast, const TimeWindow& window);

struct Asked {
  Setting setting;
  needs::NeedId need;
};

/// Asked by oneself, or written down by the station.
Asked ask(Stage& stage, const Cast& cast, const Setting& setting);
const Actor& worker_of(const Cast& cast, const Asked& asked);
void accept(Stage& stage, const Cast& cast, const Asked& asked);

/// The best who fit and are not in `busy`, which they join; looked up between scenes. One story is
/// told to its end before the next, so who served in one is not asked again that day: the hours of
/// the two would overlap. `first` comes first when fitting.
std::vector<PersonId> choose(Stage& stage, const Cast& cast, const Asked& asked, std::size_t many,
                             std::set<PersonId>& busy);
std::vector<dispatch::OfferId> invite(Stage& stage, const Cast& cast, const Asked& asked,
                                      const std::vector<PersonId>& whom);
void check_in(Stage& stage, const Asked& asked, PersonId who);
void check_out(Stage& stage, const Asked& asked, PersonId who);

}  // namespace lastmile::demo
