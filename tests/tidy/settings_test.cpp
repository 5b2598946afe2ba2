#include <gmock/gmock.h>

#include <fstream>
#include <set>

#include "app/setting_table.h"

/// The reference of town.conf in docs/guides is what the program prints of its own table.
namespace lastmile {
namespace {

std::string guide(const std::string& name) {
  std::ifstream in(PROJECT_FOLDER "/docs/guides/" + name);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST(Settings, StandInTheGuideAsTheProgramPrintsThem) {
  EXPECT_EQ(guide("settings.md"), app::settings_markdown(Lang::en))
      << "run lastmile settings --markdown --language en > docs/guides/settings.md";
  EXPECT_EQ(guide("settings.zh-CN.md"), app::settings_markdown(Lang::zh))
      << "run lastmile settings --markdown --language zh > docs/guides/settings.zh-CN.md";
}

TEST(Settings, AreLinkedFromTheGuidesOfAdministrators) {
  EXPECT_THAT(guide("administrator.md"), testing::HasSubstr("](settings.md)"));
  EXPECT_THAT(guide("administrator.zh-CN.md"), testing::HasSubstr("](settings.zh-CN.md)"));
}

TEST(Settings, AreSaidOnceAndInBothLanguages) {
  std::set<std::string> seen;
  for (const auto& setting : app::settings()) {
    EXPECT_TRUE(seen.insert(setting.key).second) << setting.key;
    EXPECT_FALSE(setting.means.en.empty()) << setting.key;
    EXPECT_FALSE(setting.means.zh.empty()) << setting.key;
    EXPECT_EQ(setting.usual_en.empty(), setting.usual_zh.empty()) << setting.key;
  }
}

TEST(Settings, AreTheKeysThatAWrittenFileHas) {
  const app::TownFile file;
  std::set<std::string> keys;
  for (const auto& setting : app::settings()) {
    keys.insert(setting.key.substr(0, setting.key.find('.')));
  }
  each_member(file, [&](std::string_view name, const auto&) {
    EXPECT_EQ(keys.erase(std::string(name)), 1U) << name;
  });
  EXPECT_THAT(keys, testing::IsEmpty());
}

}  // namespace
}  // namespace lastmile
