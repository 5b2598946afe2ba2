#pragma once
#include <boost/json/value.hpp>

#include "storage/dump.h"

/// How a backup spells its lines.
namespace lastmile::storage {

inline constexpr std::string_view dump_format = "lastmile backup 1";

std::string header_line(const DumpReport& report);
/// Throws BadDump when it is none of ours.
DumpReport read_header_line(const std::string& line);

/// {"table":"need","columns":["region",…]}
struct TableLine {
  std::string table;
  std::vector<std::string> columns;
};
std::string table_line(const TableLine& line);
/// ["…",12,null,{"r":"0.1"},{"b":"AAE="}]
std::string row_line(std::span<const Tx::Column> columns);
/// {"done":true,"rows":123,"sum":"…"}
struct DoneLine {
  std::int64_t rows = 0;
  std::string sum;
};
std::string done_line(const DoneLine& line);

/// One line of any sort after the header; throws BadDump.
boost::json::value read_line(const std::string& line);
TableLine read_table_line(const boost::json::value& line);
std::vector<Value> read_row_line(const boost::json::value& line);
DoneLine read_done_line(const boost::json::value& line);

}  // namespace lastmile::storage
