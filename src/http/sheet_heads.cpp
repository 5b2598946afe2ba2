#include <algorithm>
#include <array>

#include "base/assert.h"
#include "http/sheet.h"

namespace lastmile::http {
namespace {

constexpr std::array shared{
    Head{"id", {"id", "编号"}},
    Head{"code", {"code", "代码"}},
    Head{"number", {"number", "号码"}},
    Head{"name", {"name", "名称"}},
    Head{"kind", {"kind", "种类"}},
    Head{"state", {"state", "状态"}},
    Head{"site", {"site id", "站点编号"}},
    Head{"site_path", {"site", "站点"}},
    Head{"person", {"person", "人员编号"}},
    Head{"phone", {"phone", "电话"}},
    Head{"address", {"address", "地址"}},
    Head{"point.lat", {"latitude", "纬度"}},
    Head{"point.lon", {"longitude", "经度"}},
    Head{"about", {"about", "简介"}},
    Head{"note", {"note", "备注"}},
    Head{"reason", {"reason", "原因"}},
    Head{"at", {"at", "时间"}},
    Head{"from", {"from", "开始"}},
    Head{"until", {"until", "截止"}},
    Head{"due_at", {"due", "办理期限"}},
    Head{"overdue", {"overdue", "已超期"}},
    Head{"entered_at", {"entered at", "登记时间"}},
    Head{"minor", {"minor", "未成年"}},
};

const Head* find(std::span<const Head> heads, std::string_view column) {
  const auto head = std::ranges::find(heads, column, &Head::column);
  return head == heads.end() ? nullptr : &*head;
}

}  // namespace

std::vector<std::string> heads_of(const std::vector<std::string>& columns,
                                  std::span<const Head> own, Lang lang) {
  std::vector<std::string> all;
  for (const auto& column : columns) {
    const Head* head = find(own, column);
    if (!head) head = find(shared, column);
    if (!head) throw Broken("the column " + column + " of a sheet has no head");
    all.emplace_back(head->words.in(lang));
  }
  return all;
}

}  // namespace lastmile::http
