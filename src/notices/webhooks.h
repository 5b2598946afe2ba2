#pragma once
#include "access/site_path.h"
#include "notices/webhook_store.h"

/// Webhooks: programs elsewhere that hear of what happens at a site and beneath, or in what the
/// teams of an organization do. By right settings_manage over the site; an organization's by its
/// leaders too.
///
/// A POST with a JSON body that names occasion, subject, site and time, and nobody. Headers:
/// `Lastmile-Event` (the same at each try), `Lastmile-Timestamp` (seconds since 1970) and
/// `Lastmile-Signature`: "v1=" and the HMAC-SHA-256, in hex, of timestamp "." body under the
/// secret. 2xx is a yes; anything else is tried again for three days, and after too many failures
/// in a row the webhook is switched off.
namespace lastmile::notices {

struct WebhookView {
  WebhookId webhook;
  std::string name;
  std::string site_path;
  std::optional<people::OrganizationId> organization;
  std::string host;                 // of its address; the rest may be as good as a password
  std::vector<Occasion> occasions;  // none: all it can hear
  WebhookState state = WebhookState::active;
  std::int64_t failures = 0;  // in a row
  std::string said;           // by the other side at the last failure
  std::int64_t waiting = 0;   // messages
  Instant made_at;
  Instant changed_at;
};
BOOST_DESCRIBE_STRUCT(WebhookView, (),
                      (webhook, name, site_path, organization, host, occasions, state, failures,
                       said, waiting, made_at, changed_at))

struct ListWebhooks {
  std::optional<access::SitePath> under;
  std::optional<people::OrganizationId> organization;
};
BOOST_DESCRIBE_STRUCT(ListWebhooks, (), (under, organization))
/// Those of an organization, or at and under a path. `not_yours`, `organization_unknown`.
Result<Page<WebhookView>> list_webhooks(Call& call, const ListWebhooks& query);

struct MakeWebhook {
  Name name;
  std::optional<access::SitePath> site_path;
  std::optional<people::OrganizationId> organization;  // one of the two
  Text<8, 500> url;
  std::vector<Occasion> occasions;
};
BOOST_DESCRIBE_STRUCT(MakeWebhook, (), (name, site_path, organization, url, occasions))
/// The secret is told here and by renew_secret, and never again.
struct WebhookMade {
  WebhookView webhook;
  std::string secret;
};
BOOST_DESCRIBE_STRUCT(WebhookMade, (), (webhook, secret))
/// `not_yours`, `organization_unknown`, `webhook_url_wrong`, `webhook_url_private`,
/// `occasion_not_heard`, `webhooks_full`.
Result<WebhookMade> make_webhook(Call& call, const MakeWebhook& cmd);

struct ChangeWebhook {
  WebhookId webhook;
  std::optional<Name> name;
  std::optional<Text<8, 500>> url;
  std::optional<std::vector<Occasion>> occasions;
};
BOOST_DESCRIBE_STRUCT(ChangeWebhook, (), (webhook, name, url, occasions))
Result<WebhookView> change_webhook(Call& call, const ChangeWebhook& cmd);

struct WebhookRef {
  WebhookId webhook;
};
BOOST_DESCRIBE_STRUCT(WebhookRef, (), (webhook))
Result<WebhookMade> renew_secret(Call& call, const WebhookRef& cmd);
/// What happens meanwhile is not told later.
Result<WebhookView> pause_webhook(Call& call, const WebhookRef& cmd);
Result<WebhookView> enable_webhook(Call& call, const WebhookRef& cmd);
Result<Done> remove_webhook(Call& call, const WebhookRef& cmd);
/// Sends a `test` event through the outbox; the answer is that message.
Result<WebhookView> test_webhook(Call& call, const WebhookRef& cmd);

struct Told;
/// Tells every webhook that listens there, once for an event.
void announce(Call& call, const Told& told, std::string_view event);

}  // namespace lastmile::notices
