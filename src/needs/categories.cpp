#include "needs/categories.h"

#include <array>

#include "needs/need_errors.h"
#include "needs/needs.h"
#include "storage/tx.h"

namespace lastmile::needs {

/// The row of table `need_category`.
struct CategoryRow {
  std::string code;
  std::string name_zh;
  std::string name_en;
  Risk risk = Risk::ordinary;
  std::optional<std::string> licence;
  std::vector<std::string> skills;
  bool counts_hours = true;
  bool active = true;
};
BOOST_DESCRIBE_STRUCT(CategoryRow, (),
                      (code, name_zh, name_en, risk, licence, skills, counts_hours, active))

struct CategoriesEntered {
  static constexpr std::string_view kind = "categories_entered";
  static constexpr int version = 1;
  std::vector<std::string> codes;
};
BOOST_DESCRIBE_STRUCT(CategoriesEntered, (), (codes))

}  // namespace lastmile::needs

template <>
struct lastmile::storage::Table<lastmile::needs::CategoryRow> {
  static constexpr std::string_view name = "need_category";
  static constexpr std::size_t key_columns = 1;
};

namespace lastmile::needs {
namespace {

struct Given {
  const char* code;
  const char* zh;
  const char* en;
  Risk risk = Risk::ordinary;
  const char* licence = nullptr;
  const char* skill = nullptr;
  bool counts_hours = true;
};

// domain: service categories; licences are needed for 06, 08 and 10 where the law reserves the
// work.
constexpr std::array given{
    Given{"0101", "理论宣讲", "Theory talk"},
    Given{"0102", "政策解读", "Policy explained"},
    Given{"0103", "红色传承", "Heritage"},
    Given{"0104", "公民教育", "Civics"},
    Given{"0201", "科学普及", "Popular science"},
    Given{"0202", "农技指导", "Farm skills"},
    Given{"0203", "助老上网", "Digital skills for elders"},
    Given{"0204", "全民阅读", "Reading"},
    Given{"0301", "移风易俗", "Good customs"},
    Given{"0302", "文明礼仪", "Manners"},
    Given{"0303", "文艺活动", "Arts"},
    Given{"0304", "体育健身", "Sport"},
    Given{"0305", "榜样宣传", "Role models"},
    Given{"0401", "敬老助老", "Care for elders"},
    Given{"0402", "助残", "Help with a disability", Risk::raised},
    Given{"0403", "济困", "Hardship"},
    Given{"0404", "留守关爱", "Left-behind children and elders", Risk::raised},
    Given{"0405", "代办跑腿", "Errands"},
    Given{"0406", "便民维修", "Repairs", Risk::raised, nullptr, "repairs"},
    Given{"0407", "微心愿", "Wish"},
    Given{"0408", "拥军优属", "Veterans"},
    Given{"0501", "环境清洁", "Clean-up"},
    Given{"0502", "垃圾分类", "Waste sorting"},
    Given{"0503", "护河护水", "Water", Risk::raised},
    Given{"0504", "植绿护绿", "Green"},
    Given{"0505", "节能低碳", "Energy"},
    Given{"0506", "动物保护", "Animals"},
    Given{"0601", "义诊", "Free clinic", Risk::raised, "doctor"},
    Given{"0602", "健康教育", "Health education"},
    Given{"0603", "无偿献血", "Blood donation"},
    Given{"0604", "应急救护", "First aid", Risk::raised, "first_aid"},
    Given{"0605", "防疫服务", "Epidemic service", Risk::raised},
    Given{"0606", "陪诊陪护", "Escort to the doctor", Risk::raised},
    Given{"0701", "课业辅导", "Tutoring"},
    Given{"0702", "课后托管", "After school", Risk::raised},
    Given{"0703", "支教", "Teaching"},
    Given{"0704", "康复支持", "Rehabilitation", Risk::raised},
    Given{"0705", "家庭教育", "Parenting"},
    Given{"0801", "法律咨询", "Legal advice", Risk::ordinary, "lawyer"},
    Given{"0802", "人民调解", "Mediation", Risk::raised, nullptr, "mediation"},
    Given{"0803", "普法宣传", "Legal education"},
    Given{"0804", "维权帮助", "Rights", Risk::ordinary, "lawyer"},
    Given{"0805", "法律转介", "Legal referral"},
    Given{"0901", "平安巡逻", "Patrol", Risk::raised},
    Given{"0902", "消防安全", "Fire safety", Risk::raised},
    Given{"0903", "交通劝导", "Traffic", Risk::raised},
    Given{"0904", "禁毒", "Drug prevention", Risk::raised},
    Given{"0905", "反诈", "Fraud prevention"},
    Given{"0906", "防溺水", "Drowning prevention", Risk::raised},
    Given{"0907", "应急救援", "Rescue", Risk::high},
    Given{"1001", "倾听陪伴", "Listening"},
    Given{"1002", "心理热线", "Hotline", Risk::ordinary, "counsellor"},
    Given{"1003", "危机转介", "Crisis referral", Risk::raised, "counsellor"},
    Given{"1004", "团体辅导", "Group", Risk::ordinary, "counsellor"},
    Given{"9001", "大型活动", "Events", Risk::raised},
    Given{"9002", "值班值守", "Duty"},
    Given{"9003", "志愿者培训", "Volunteer training", Risk::ordinary, nullptr, nullptr, false},
    Given{"9004", "海外服务", "Overseas", Risk::raised},
    Given{"9901", "其他", "Other"},
};

const storage::Sql category_codes{"needs.category_codes",
                                  "select code from need_category order by code"};
const storage::Sql category_by_code{"needs.category_by_code", R"(
  select code, name_zh, name_en, risk, licence, skills, counts_hours
  from need_category where code = $1 and active = 1)"};
const storage::Sql categories_like{"needs.categories_like", R"(
  select count(*) from need_category where code >= $1 and code < $2)"};
const storage::Sql categories_active{"needs.categories_active", R"(
  select code, name_zh, name_en, risk, licence, skills, counts_hours
  from need_category where active = 1 order by code)"};

CategoryRow row_of(const Given& g) {
  CategoryRow row{g.code, g.zh, g.en, g.risk, {}, {}, g.counts_hours, true};
  if (g.licence) row.licence = g.licence;
  if (g.skill) row.skills = {g.skill};
  return row;
}

}  // namespace

void enter_categories(Call& call) {
  const auto known = call.tx.rows<std::string>(category_codes);
  CategoriesEntered fact;
  for (const Given& g : given) {
    if (std::binary_search(known.begin(), known.end(), std::string(g.code))) continue;
    ASSERT(call.tx.insert(row_of(g)));
    fact.codes.emplace_back(g.code);
  }
  if (!fact.codes.empty()) call.journal.append(fact, {});
}

Result<Page<Category>> list_categories(Call& call, const ListCategories&) {
  Page<Category> page;
  page.items = call.tx.rows<Category>(categories_active);
  return page;
}

Result<Category> find_category(Call& call, std::string_view code) {
  auto category = call.tx.row<Category>(category_by_code, code);
  if (!category) return category_unknown;
  return std::move(*category);
}

Check known_category(Call& call, std::string_view code) {
  const std::string first(code);
  const auto found = call.tx.row<std::int64_t>(categories_like, first, first + ":");
  if (found.value_or(0) == 0) return category_unknown;
  return Done{};
}

}  // namespace lastmile::needs
