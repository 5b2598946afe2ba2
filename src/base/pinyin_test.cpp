#include "base/pinyin.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <thread>
#include <vector>

namespace lastmile {
namespace {

TEST(Pinyin, GivesInitialsAndSpelling) {
  const std::vector<std::pair<std::string_view, std::string_view>> table{
      {"茅津社区", "mjsq maojinshequ"},
      {"湖滨区", "hbq hubinqu"},
      {"陕州区", "szq shanzhouqu"},
      {"渑池县", "mcx mianchixian"},
      {"三门峡市", "smxs sanmenxiashi"},
      {"12组 A座", "12zaz 12zuazuo"},
      {"吕家村", "ljc lvjiacun"},
      {"略阳", "ly lveyang"},
      {"𬇕村", "wc wancun"},  // beyond the cached blocks
      {"〇一", "ly lingyi"},
      {"Café", "cafe cafe"},
      {"欧·阳　甲", "oyj ouyangjia"},
      {"", ""},
      {" ·—", ""},
      {"\xff\xfe村", "c cun"}};
  for (const auto& [name, keys] : table) EXPECT_EQ(pinyin_keys(name), keys) << name;
}

TEST(Pinyin, ReadsSurnamesAndPlacesAsPeopleDo) {
  const std::vector<std::pair<std::string_view, std::string_view>> table{
      {"单小明", "sxm shanxiaoming"},
      {"李单", "ld lidan"},
      {"曾国强", "zgq zengguoqiang"},
      {"解海", "xh xiehai"},
      {"仇英", "qy qiuying"},
      {"区志", "oz ouzhi"},
      {"区直机关", "qzjg quzhijiguan"},
      {"解放路社区", "jflsq jiefanglushequ"},
      {"东解家", "dxj dongxiejia"},
      {"重庆", "cq chongqing"},
      {"重型机械", "zxjx zhongxingjixie"},
      {"长安", "ca changan"},
      {"村长", "cz cunzhang"},
      {"六合区", "lhq luhequ"},
      {"六合村", "lhc liuhecun"},
      {"厦门", "xm xiamen"},
      {"大厦", "ds dasha"},
      {"尉迟恭", "ycg yuchigong"},
      {"查干湖", "cgh chaganhu"},
      {"查文斌", "zwb zhawenbin"}};
  for (const auto& [name, keys] : table) EXPECT_EQ(pinyin_keys(name), keys) << name;
}

TEST(Pinyin, MakesWhatIsTypedAlike) {
  EXPECT_EQ(search_key(" ＭaoＪin "), "maojin");
  EXPECT_EQ(search_key("máo jīn"), "maojin");
  EXPECT_EQ(search_key("lǚ"), "lv");
  EXPECT_EQ(search_key("LÜ"), "lv");
  EXPECT_EQ(search_key("xi'an"), "xian");
  EXPECT_EQ(search_key("茅　津"), "茅津");
  EXPECT_EQ(search_key("%_"), "");
  EXPECT_EQ(search_key("\u03d2"), search_key("\u03c5"));  // a capital only by compatibility
}

TEST(Pinyin, AnswersManyThreadsAlike) {
  std::string name;
  for (char32_t c = 0x6000; c < 0x6100; ++c) {
    name += static_cast<char>(0xe0 | (c >> 12));
    name += static_cast<char>(0x80 | ((c >> 6) & 0x3f));
    name += static_cast<char>(0x80 | (c & 0x3f));
  }
  std::vector<std::string> answers(4);
  {
    std::vector<std::jthread> threads;
    for (auto& answer : answers) threads.emplace_back([&] { answer = pinyin_keys(name); });
  }
  for (const auto& answer : answers) EXPECT_EQ(answer, answers[0]);
  EXPECT_GT(answers[0].size(), 512u);
}

RC_GTEST_PROP(Pinyin, KeysAreFoundByTheirOwnSearchKey, (std::string bytes)) {
  const std::string keys = pinyin_keys(bytes);
  const auto space = keys.find(' ');
  if (keys.empty()) return;
  RC_ASSERT(search_key(keys.substr(0, space)) == keys.substr(0, space));
  RC_ASSERT(search_key(keys.substr(space)) == keys.substr(space + 1));
}

}  // namespace
}  // namespace lastmile
