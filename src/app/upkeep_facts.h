#pragma once
#include "app/upkeep.h"

/// What upkeep appends to the journal. About: subject = the upkeep.
namespace lastmile::app {

/// Somebody asked for it at the desk.
struct UpkeepAsked {
  static constexpr std::string_view kind = "upkeep_asked";
  static constexpr int version = 1;
  UpkeepKind upkeep = UpkeepKind::verification;
};
BOOST_DESCRIBE_STRUCT(UpkeepAsked, (), (upkeep))

/// All was compared with the journal as far as this many leaves.
struct TownVerified {
  static constexpr std::string_view kind = "town_verified";
  static constexpr int version = 1;
  std::int64_t leaves = 0;
  std::int64_t findings = 0;
  std::int64_t not_checked = 0;  // parts
};
BOOST_DESCRIBE_STRUCT(TownVerified, (), (leaves, findings, not_checked))

/// A backup was written, and read back.
struct BackupMade {
  static constexpr std::string_view kind = "backup_made";
  static constexpr int version = 1;
  std::int64_t leaves = 0;
  std::int64_t bytes = 0;
};
BOOST_DESCRIBE_STRUCT(BackupMade, (), (leaves, bytes))

/// It came to no end: the page says why.
struct UpkeepFailed {
  static constexpr std::string_view kind = "upkeep_failed";
  static constexpr int version = 1;
  UpkeepKind upkeep = UpkeepKind::verification;
};
BOOST_DESCRIBE_STRUCT(UpkeepFailed, (), (upkeep))

}  // namespace lastmile::app
