#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "app/town.h"
#include "base/words.h"

/// Every key of town.conf: what it means, what holds without it, what is wrong with what it says.
/// The parser asks this table, and the reference in docs/guides is printed from it.
namespace lastmile::app {

struct Setting {
  std::string key;       // "smtp.port"
  Words means;           // with the unit
  std::string usual_en;  // what holds when it is left out; empty: nothing, or it must be there
  std::string usual_zh;
  std::string takes_en;  // kind and limits
  std::string takes_zh;
  bool is_required = false;  // within its group
};

/// In the order of town.conf; made once. Throws Broken when a member of TownFile has no words here,
/// or words have no member.
const std::vector<Setting>& settings();

/// What is wrong with what the file says, beyond its types: the key and the remedy; "" for nothing.
std::string fault_in(const TownFile& file);

/// The reference as Markdown, as docs/guides/settings.md holds it.
std::string settings_markdown(Lang lang);

}  // namespace lastmile::app
