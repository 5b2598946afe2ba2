#include "notices/webhook_store.h"

#include "access/access.h"

namespace lastmile::notices {
namespace {

using storage::Sql;

#define WEBHOOK_COLUMNS                                                                        \
  "region, id, name, site_path, organization, url, host, secret, occasions, state, failures, " \
  "said, made_by, made_at, changed_at from webhook "

const Sql webhook_by_id{"notices.webhook_by_id",
                        "select " WEBHOOK_COLUMNS "where region = $1 and id = $2"};

const Sql webhooks_listening{"notices.webhooks_listening", "select " WEBHOOK_COLUMNS R"(
  where region = $1 and site_path >= $2 and site_path <= $3 and state = 'active'
    and organization is null
  order by site_path, id)"};

const Sql webhooks_listening_for{"notices.webhooks_listening_for", "select " WEBHOOK_COLUMNS R"(
  where region = $1 and organization is not null and organization {in $2} and state = 'active'
  order by id)"};

const Sql webhooks_of{"notices.webhooks_of", "select " WEBHOOK_COLUMNS R"(
  where region = $1 and organization is not null and organization = $2 and state <> 'removed'
  order by id limit 200)"};

const Sql webhooks_under{"notices.webhooks_under", "select " WEBHOOK_COLUMNS R"(
  where region = $1 and site_path >= $2 and site_path < $3 and state <> 'removed'
  order by site_path, id limit 200)"};

}  // namespace

std::optional<WebhookRow> load_webhook(storage::Tx& tx, int region, WebhookId id) {
  return tx.row<WebhookRow>(webhook_by_id, region, id);
}

std::vector<WebhookRow> load_listening(storage::Tx& tx, int region, std::string_view top,
                                       std::string_view path) {
  return tx.rows<WebhookRow>(webhooks_listening, region, top, path);
}

std::vector<WebhookRow> load_listening_for(storage::Tx& tx, int region,
                                           const std::vector<people::OrganizationId>& ids) {
  if (ids.empty()) return {};
  return tx.rows<WebhookRow>(webhooks_listening_for, region, storage::in_list(ids));
}

std::vector<WebhookRow> load_webhooks_of(storage::Tx& tx, int region, people::OrganizationId id) {
  return tx.rows<WebhookRow>(webhooks_of, region, id);
}

std::vector<WebhookRow> load_webhooks(storage::Tx& tx, int region, std::string_view under) {
  return tx.rows<WebhookRow>(webhooks_under, region, under, access::path_end(under));
}

}  // namespace lastmile::notices
