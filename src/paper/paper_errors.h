#pragma once
#include "base/result.h"

/// Every refusal of paper, in the order checked.
namespace lastmile::paper {

inline constexpr Refusal paper_busy{
    Kind::too_many, "paper_busy",
    "Other pages are being printed: wait as long as Retry-After says, then ask again.",
    "正在制作其他文件，请按 Retry-After 的秒数稍后再试。"};
inline constexpr Refusal paper_not_set_up{
    Kind::unavailable, "paper_not_set_up",
    "This server cannot print: the program lastmile-paper does not stand beside lastmile. Its "
    "operator puts it there with ./dev install.",
    "本服务器暂不能制作 PDF：程序 lastmile-paper 不在 lastmile 旁边。请运维人员用 ./dev install "
    "装好。"};
inline constexpr Refusal letters_missing{
    Kind::unavailable, "letters_missing",
    "No font of this server has the letters that `seen` names, and no page leaves them out: its "
    "operator installs one that has them, such as Debian's fonts-hanazono or fonts-noto-core.",
    "本服务器的字体里没有 seen 所列的字，文件不能缺字。请运维人员安装含有这些字的字体，如 Debian "
    "的 "
    "fonts-hanazono 或 fonts-noto-core。"};

}  // namespace lastmile::paper
