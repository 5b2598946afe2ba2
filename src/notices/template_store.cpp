#include "notices/template_store.h"

namespace lastmile::notices {
namespace {

using storage::Sql;

const Sql templates_between{"notices.templates_between", R"(
  select t.region, t.site_path, t.occasion, t.channel, t.lang, t.version, t.title, t.words,
    t.set_by, t.set_at
  from notice_template t
  where t.region = $1 and t.site_path >= $2 and t.site_path <= $3 and not exists (
    select 1 from notice_template n
    where n.region = t.region and n.site_path = t.site_path and n.occasion = t.occasion
      and n.channel = t.channel and n.lang = t.lang and n.version > t.version)
  order by t.site_path, t.occasion, t.channel, t.lang)"};

const Sql template_versions{"notices.template_versions", R"(
  select region, site_path, occasion, channel, lang, version, title, words, set_by, set_at
  from notice_template
  where region = $1 and site_path = $2 and occasion = $3 and channel = $4 and lang = $5
  order by version desc limit 200)"};

}  // namespace

std::vector<TemplateRow> load_templates_between(storage::Tx& tx, int region, std::string_view top,
                                                std::string_view path) {
  return tx.rows<TemplateRow>(templates_between, region, top, path);
}

std::vector<TemplateRow> load_versions(storage::Tx& tx, int region, const TemplateKey& key) {
  return tx.rows<TemplateRow>(template_versions, region, key.site_path, key.occasion, key.channel,
                              key.lang);
}

}  // namespace lastmile::notices
