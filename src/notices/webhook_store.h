#pragma once
#include "notices/notice.h"
#include "people/organization.h"
#include "storage/tx.h"

/// Table `webhook`.
namespace lastmile::notices {

enum class WebhookState {
  active,
  paused,    // by its owner
  disabled,  // by the program: it failed too often
  removed,
};
BOOST_DESCRIBE_ENUM(WebhookState, active, paused, disabled, removed)

struct WebhookRow {
  int region = 0;
  WebhookId id;
  std::string name;
  std::string site_path;                               // hears what happens there and beneath
  std::optional<people::OrganizationId> organization;  // only what its teams do
  vault::Sealed url;  // with the machine's own key: a path may be as good as a password
  std::string host;
  vault::Sealed secret;
  std::vector<Occasion> occasions;  // none: all it can hear
  WebhookState state = WebhookState::active;
  std::int64_t failures = 0;  // in a row
  std::string said;           // by the other side at the last failure
  std::optional<PersonId> made_by;
  Instant made_at{};
  Instant changed_at{};
};
BOOST_DESCRIBE_STRUCT(WebhookRow, (),
                      (region, id, name, site_path, organization, url, host, secret, occasions,
                       state, failures, said, made_by, made_at, changed_at))

std::optional<WebhookRow> load_webhook(storage::Tx& tx, int region, WebhookId id);
/// Active ones at the paths from `top` to `path`, which may hold some of sites beside.
std::vector<WebhookRow> load_listening(storage::Tx& tx, int region, std::string_view top,
                                       std::string_view path);
/// Active ones of these organizations.
std::vector<WebhookRow> load_listening_for(storage::Tx& tx, int region,
                                           const std::vector<people::OrganizationId>& ids);
/// All of an organization that are not removed.
std::vector<WebhookRow> load_webhooks_of(storage::Tx& tx, int region, people::OrganizationId id);
/// Those at and under a path that are not removed, by path and age.
std::vector<WebhookRow> load_webhooks(storage::Tx& tx, int region, std::string_view under);

}  // namespace lastmile::notices

template <>
struct lastmile::storage::Table<lastmile::notices::WebhookRow> {
  static constexpr std::string_view name = "webhook";
  static constexpr std::size_t key_columns = 2;
};
