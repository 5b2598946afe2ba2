#include "notices/webhooks.h"

#include <algorithm>

#include "access/access_errors.h"
#include "base/base64.h"
#include "notices/means.h"
#include "notices/notice_errors.h"
#include "notices/notice_facts.h"
#include "notices/outbox_store.h"
#include "notices/telling.h"
#include "people/organization_store.h"
#include "people/people.h"
#include "people/team_errors.h"
#include "places/places.h"
#include "send/web_post.h"

namespace lastmile::notices {
namespace {

constexpr std::size_t webhooks_max = 20;

bool may_keep(Call& call, const WebhookRow& row) {
  if (access::may(call.actor, access::Right::settings_manage, row.site_path)) return true;
  return row.organization && call.actor.person &&
         people::leads_organization(call, people::canonical(call, *call.actor.person),
                                    *row.organization);
}

Result<WebhookRow> access_webhook(Call& call, WebhookId id) {
  RETURN_IF_REFUSED(access::require_person(call));
  auto row = load_webhook(call.tx, call.region(), id);
  if (!row || !may_keep(call, *row)) return webhook_unknown;
  if (row->state == WebhookState::removed) return webhook_removed;
  return std::move(*row);
}

vault::Sealed sealed(const Call& call, const WebhookRow& row, std::string_view column,
                     std::string_view plain) {
  const std::string id = row.id.text();
  return call.vault.seal_own({"webhook", id, column}, plain);
}

std::string fresh_secret(Call& call) {
  std::array<std::uint8_t, 32> bytes{};
  call.rng.fill(bytes);
  return to_base64url(bytes);
}

// https, unless it goes no further than this machine, where a demo and tests have their receivers.
Check check_url(Call& call, std::string_view url) {
  const std::string host = send::host_of(url);
  const bool local = host == "localhost" || host == "::1" || host.starts_with("127.");
  const bool secure = url.starts_with("https://");
  const bool plain = url.starts_with("http://") && (local || call.settings.demo);
  const auto authority = url.substr(0, url.find('/', 8));
  if (host.empty() || (!secure && !plain) || authority.find('@') != authority.npos) {
    return at_field("/url", webhook_url_wrong);
  }
  const bool is_private = local || send::is_private_address(host);
  if (is_private && !call.settings.demo && !means(call).webhooks_reach_private) {
    return at_field("/url", webhook_url_private);
  }
  return Done{};
}

Check check_occasions(const std::vector<Occasion>& occasions) {
  if (std::ranges::all_of(occasions, is_heard_by_webhooks)) return Done{};
  Refused refused = at_field("/occasions", occasion_not_heard);
  for (const Occasion o : all_of<Occasion>()) {
    if (!is_heard_by_webhooks(o)) continue;
    refused.seen += (refused.seen.empty() ? "" : " ") + std::string(to_text(o));
  }
  return refused;
}

WebhookView view(Call& call, const WebhookRow& row) {
  WebhookView v{row.id,        row.name,  row.site_path, row.organization, row.host,
                row.occasions, row.state, row.failures,  row.said};
  v.waiting = static_cast<std::int64_t>(load_waiting_for(call.tx, call.region(), row.id).size());
  v.made_at = row.made_at;
  v.changed_at = row.changed_at;
  return v;
}

void save(Call& call, WebhookRow& row, std::string_view what) {
  row.changed_at = call.now;
  call.tx.put(row);
  call.journal.append(WebhookSet{row.id, std::string(what)}, {row.id.uuid, row.site_path});
}

void set_url(const Call& call, WebhookRow& row, std::string_view url) {
  row.url = sealed(call, row, "url", url);
  row.host = send::host_of(url);
}

// Where it stands, and whether the actor may keep one there.
Result<WebhookRow> place_for(Call& call, const MakeWebhook& cmd) {
  WebhookRow row{.region = call.region()};
  if (cmd.organization) {
    const auto organization = people::load_organization(call.tx, call.region(), *cmd.organization);
    if (!organization) return people::organization_unknown;
    row.organization = organization->id;
    row.site_path = organization->site_path;
  } else if (cmd.site_path) {
    row.site_path = cmd.site_path->str();
  } else {
    return bad_field("/site_path", "required",
                     {"name a site or an organization", "请指定站点或组织"});
  }
  RETURN_IF_REFUSED(access::require_person(call));
  if (!may_keep(call, row)) return access::not_yours;
  if (!cmd.organization) {
    RETURN_IF_REFUSED(places::known_path(call, row.site_path, "/site_path"));
  }
  return row;
}

std::size_t count_beside(Call& call, const WebhookRow& row) {
  if (row.organization) {
    return load_webhooks_of(call.tx, call.region(), *row.organization).size();
  }
  const auto all = load_webhooks(call.tx, call.region(), row.site_path);
  return static_cast<std::size_t>(std::ranges::count(all, row.site_path, &WebhookRow::site_path));
}

}  // namespace

Result<Page<WebhookView>> list_webhooks(Call& call, const ListWebhooks& q) {
  RETURN_IF_REFUSED(access::require_person(call));
  MakeWebhook like;
  like.site_path = q.under;
  like.organization = q.organization;
  ASSIGN_OR_RETURN(const WebhookRow at, place_for(call, like));
  const auto rows = at.organization ? load_webhooks_of(call.tx, call.region(), *at.organization)
                                    : load_webhooks(call.tx, call.region(), at.site_path);
  Page<WebhookView> page;
  for (const auto& row : rows) page.items.push_back(view(call, row));
  return page;
}

Result<WebhookMade> make_webhook(Call& call, const MakeWebhook& cmd) {
  ASSIGN_OR_RETURN(WebhookRow row, place_for(call, cmd));
  RETURN_IF_REFUSED(check_url(call, cmd.url));
  RETURN_IF_REFUSED(check_occasions(cmd.occasions));
  if (count_beside(call, row) >= webhooks_max) return webhooks_full;
  row.id = call.make_id<WebhookTag>();
  row.name = cmd.name.str();
  row.occasions = cmd.occasions;
  row.made_by = call.actor.person;
  row.made_at = call.now;
  set_url(call, row, cmd.url);
  const std::string secret = fresh_secret(call);
  row.secret = sealed(call, row, "secret", secret);
  save(call, row, "made");
  return WebhookMade{view(call, row), secret};
}

Result<WebhookView> change_webhook(Call& call, const ChangeWebhook& cmd) {
  ASSIGN_OR_RETURN(WebhookRow row, access_webhook(call, cmd.webhook));
  if (cmd.url) RETURN_IF_REFUSED(check_url(call, *cmd.url));
  if (cmd.occasions) RETURN_IF_REFUSED(check_occasions(*cmd.occasions));
  if (cmd.name) row.name = cmd.name->str();
  if (cmd.url) set_url(call, row, *cmd.url);
  if (cmd.occasions) row.occasions = *cmd.occasions;
  save(call, row, "changed");
  return view(call, row);
}

Result<WebhookMade> renew_secret(Call& call, const WebhookRef& cmd) {
  ASSIGN_OR_RETURN(WebhookRow row, access_webhook(call, cmd.webhook));
  const std::string secret = fresh_secret(call);
  row.secret = sealed(call, row, "secret", secret);
  save(call, row, "secret");
  return WebhookMade{view(call, row), secret};
}

Result<WebhookView> pause_webhook(Call& call, const WebhookRef& cmd) {
  ASSIGN_OR_RETURN(WebhookRow row, access_webhook(call, cmd.webhook));
  row.state = WebhookState::paused;
  save(call, row, "paused");
  return view(call, row);
}

Result<WebhookView> enable_webhook(Call& call, const WebhookRef& cmd) {
  ASSIGN_OR_RETURN(WebhookRow row, access_webhook(call, cmd.webhook));
  row.state = WebhookState::active;
  row.failures = 0;
  row.said.clear();
  save(call, row, "enabled");
  return view(call, row);
}

Result<Done> remove_webhook(Call& call, const WebhookRef& cmd) {
  ASSIGN_OR_RETURN(WebhookRow row, access_webhook(call, cmd.webhook));
  row.state = WebhookState::removed;
  // Nobody needs the address of one that is gone.
  row.url = sealed(call, row, "url", "");
  row.secret = sealed(call, row, "secret", "");
  save(call, row, "removed");
  return Done{};
}

}  // namespace lastmile::notices
