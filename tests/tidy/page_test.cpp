#include <gmock/gmock.h>

#include <fstream>
#include <set>
#include <string>

#include "notices/notice.h"

/// What the program tells people to open is a page of the screens.
namespace lastmile {
namespace {

/// The addresses of the screens; `*` stands for an id.
std::set<std::string> pages() {
  std::ifstream list(PROJECT_FOLDER "/web/public/pages.txt");
  std::set<std::string> all;
  for (std::string line; std::getline(list, line);) all.insert(line);
  return all;
}

TEST(Pages, OfNoticesAreScreens) {
  const auto screens = pages();
  EXPECT_GT(screens.size(), 40u);
  for (const auto& [occasion, name] : named_values<notices::Occasion>) {
    std::string page(notices::info(occasion).page);
    if (page.ends_with('/')) page += '*';
    EXPECT_TRUE(screens.contains(page.substr(0, page.find('?')))) << name << " opens " << page;
    // Who works on something finds it at the desk.
    const bool work = notices::info(occasion).topic == notices::Topic::work;
    EXPECT_TRUE(!work || page.starts_with("/desk/")) << name << " opens " << page;
  }
}

}  // namespace
}  // namespace lastmile
