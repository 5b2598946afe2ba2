#pragma once
#include <functional>
#include <span>

#include "base/result.h"
#include "storage/db.h"
#include "storage/schema_text.h"

/// Logical backups: one portable file for both databases, so it also moves a town from SQLite to
/// PostgreSQL. Gzip of JSON lines: a header, each table's rows as arrays, a closing line with the
/// BLAKE2b-256 of all before it. `zcat` shows it.
namespace lastmile::storage {

inline constexpr Refusal dump_missing{
    Kind::missing, "dump_missing",
    "There is no such backup file, or it may not be read. Check the path.",
    "找不到备份文件，或没有读取权限。请检查路径。"};
inline constexpr Refusal dump_foreign{
    Kind::invalid, "dump_foreign",
    "This file is not a backup of this program. Choose one made by `lastmile backup`.",
    "该文件不是本程序的备份。请选择由 lastmile backup 生成的文件。"};
inline constexpr Refusal dump_truncated{
    Kind::invalid, "dump_truncated",
    "The backup ends too early: it was cut off. Use another copy. Nothing was restored.",
    "备份文件不完整，末尾缺失。请换用其他副本。未恢复任何数据。"};
inline constexpr Refusal dump_corrupt{
    Kind::invalid, "dump_corrupt", "The backup is damaged. Use another copy. Nothing was restored.",
    "备份文件已损坏。请换用其他副本。未恢复任何数据。"};
inline constexpr Refusal dump_too_new{
    Kind::invalid, "dump_too_new",
    "The backup comes from a newer program. Install that one, then restore.",
    "备份来自更新版本的程序。请先安装该版本再恢复。"};
inline constexpr Refusal database_not_empty{
    Kind::conflict, "database_not_empty",
    "Restoring needs an empty database. Name a new folder or a new database.",
    "恢复需要空数据库。请指定新的目录或新的数据库。"};
inline constexpr Refusal restore_not_proved{
    Kind::conflict, "restore_not_proved",
    "Row counts or the journal's root differ from the backup's. Nothing was restored.",
    "行数或日志根与备份不一致。未恢复任何数据。"};

struct TableCount {
  std::string table;
  std::int64_t rows = 0;
  friend bool operator==(const TableCount&, const TableCount&) = default;
};
BOOST_DESCRIBE_STRUCT(TableCount, (), (table, rows))

/// What a backup says of itself, and what a restore proved anew.
struct DumpReport {
  std::string program;  // version that wrote it
  Instant made_at{};
  std::vector<int> migrations;  // the schema it stands at
  std::vector<TableCount> tables;
  std::string journal;  // size and root as the journal gives them; empty without one
};
BOOST_DESCRIBE_STRUCT(DumpReport, (), (program, made_at, migrations, tables, journal))

struct DumpOptions {
  std::string program;
  Instant now{};
  /// The journal's size and root as text, read in the dump's own snapshot; may be absent.
  std::function<std::string(Tx&)> journal = {};
  std::vector<std::string> leave_out = {};  // tables whose rows stay behind
  /// Hears now and then how many rows are written; may be absent, may throw to break it off.
  std::function<void(std::int64_t rows, std::int64_t all)> progress = {};
};

/// Writes a backup of one snapshot while the server goes on: a temporary file beside `path`,
/// synced, then renamed. Throws Unavailable when it cannot be written; `path` is then as before.
DumpReport dump(Db& db, const std::filesystem::path& path, const DumpOptions& options,
                std::span<const Migration> schema = migrations());

/// Fills an empty, unmigrated database in one transaction, at the schema version of the backup
/// (migrate() brings it up to date afterwards). The whole file is proved before the first row is
/// written; row counts and the journal's root are compared before the commit.
/// Refuses: dump_missing, dump_foreign, dump_too_new, dump_truncated, dump_corrupt,
/// database_not_empty, restore_not_proved. Leaves nothing behind when it refuses.
Result<DumpReport> restore(Db& empty, const std::filesystem::path& path,
                           const std::function<std::string(Tx&)>& journal,
                           std::span<const Migration> schema = migrations());

/// Reads a whole backup and proves it against its own sum and count of rows; writes nothing.
/// Refuses: dump_missing, dump_foreign, dump_truncated, dump_corrupt.
Result<DumpReport> prove_dump(const std::filesystem::path& path);

/// The header of a backup, without proving the rest.
Result<DumpReport> read_dump_header(const std::filesystem::path& path);

}  // namespace lastmile::storage
