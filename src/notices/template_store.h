#pragma once
#include "notices/notice.h"
#include "storage/tx.h"

/// Table `notice_template`: the words that places chose, each version.
namespace lastmile::notices {

struct TemplateRow {
  int region = 0;
  std::string site_path;
  Occasion occasion = Occasion::test;
  Channel channel = Channel::inbox;
  Lang lang = Lang::zh;
  std::int64_t version = 1;
  std::optional<std::string> title;  // none: as said above, or by the program
  std::optional<std::string> words;
  std::optional<PersonId> set_by;
  Instant set_at{};
};
BOOST_DESCRIBE_STRUCT(TemplateRow, (),
                      (region, site_path, occasion, channel, lang, version, title, words, set_by,
                       set_at))

/// The newest version of each at the paths from `top` to `path`, which may hold some of sites
/// beside; by path.
std::vector<TemplateRow> load_templates_between(storage::Tx& tx, int region, std::string_view top,
                                                std::string_view path);
/// Which text of a place.
struct TemplateKey {
  std::string site_path;
  Occasion occasion = Occasion::test;
  Channel channel = Channel::inbox;
  Lang lang = Lang::zh;
};
/// Every version, newest first, at most 200.
std::vector<TemplateRow> load_versions(storage::Tx& tx, int region, const TemplateKey& key);

}  // namespace lastmile::notices

template <>
struct lastmile::storage::Table<lastmile::notices::TemplateRow> {
  static constexpr std::string_view name = "notice_template";
  static constexpr std::size_t key_columns = 6;
};
