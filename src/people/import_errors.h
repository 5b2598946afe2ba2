#pragma once
#include "base/result.h"

/// Refusals of imports, in the order checked.
namespace lastmile::people {

inline constexpr Refusal import_unknown{Kind::missing, "import_unknown",
                                        "There is no such import, or none you may see.",
                                        "没有这次导入，或您无权查看。"};
inline constexpr Refusal import_too_long{Kind::too_large, "import_too_long",
                                         "Two thousand lines are the most: split the file.",
                                         "最多两千行，请拆分文件。"};
inline constexpr Refusal import_empty{
    Kind::invalid, "import_empty",
    "The file needs a first line of column heads, with at least 姓名 and 同意方式, and a line "
    "below.",
    "文件第一行须为列名（至少有“姓名”和“同意方式”），并至少有一行数据。"};
inline constexpr Refusal import_not_previewed{Kind::conflict, "import_not_previewed",
                                              "It was taken in or undone before; see `seen`.",
                                              "该导入已处理过，见 seen。"};
inline constexpr Refusal import_has_errors{
    Kind::conflict, "import_has_errors",
    "Some lines are wrong: mend the file and upload it again, or send `skip_bad`.",
    "有行存在错误：请改正后重新上传，或带上 skip_bad 跳过。"};
inline constexpr Refusal import_without_good{Kind::conflict, "import_without_good",
                                             "No line of this file can be taken in.",
                                             "文件中没有可导入的行。"};
inline constexpr Refusal import_not_committed{Kind::conflict, "import_not_committed",
                                              "Only what was taken in can be undone; see `seen`.",
                                              "只有已导入的批次才能撤销，见 seen。"};

}  // namespace lastmile::people
