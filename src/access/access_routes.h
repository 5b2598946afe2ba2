#pragma once
#include <array>

#include "http/router.h"
#include "http/serve.h"

namespace lastmile::access {

/// What the columns of the log of readings are called.
inline constexpr std::array read_heads{
    http::Head{"reader", {"reader", "查看人编号"}},
    http::Head{"reader_role", {"reader's role", "查看人角色"}},
    http::Head{"reader_scope", {"reader's site", "查看人站点"}},
    http::Head{"whom", {"person read", "被查看人编号"}},
    http::Head{"field_class", {"what was read", "查看内容"}},
};

void add_access_routes(http::Router& r);

/// What http asks of access: who carries a token, what they may, the log of reads, who may know of
/// an event. All work on rows; `region` as in Settings.
http::Hooks http_hooks(int region);

}  // namespace lastmile::access
