#include <algorithm>

#include "access/access.h"
#include "needs/needs.h"
#include "notices/notice_errors.h"
#include "notices/notice_facts.h"
#include "notices/outbox_store.h"
#include "notices/telling.h"
#include "notices/webhooks.h"
#include "people/organization_store.h"
#include "people/team_store.h"

/// What webhooks are told: which of them hear an event, and in what words.
namespace lastmile::notices {
namespace {

/// The body: codes, ids and a time. Whoever receives it asks the API for more, with rights of their
/// own.
struct Payload {
  std::string event;
  Occasion occasion = Occasion::test;
  Instant at;
  Uuid subject{};
  std::string page;
  std::string site_path;
  std::optional<std::string> category;
  std::optional<std::string> outcome;
};
BOOST_DESCRIBE_STRUCT(Payload, (),
                      (event, occasion, at, subject, page, site_path, category, outcome))

void add_with_those_above(Call& call, people::OrganizationId id,
                          std::vector<people::OrganizationId>& all) {
  const auto row = people::load_organization(call.tx, call.region(), id);
  if (!row) return;
  for (std::size_t at = 0; at < row->path.size();) {
    const auto end = std::min(row->path.find('/', at), row->path.size());
    if (const auto one = people::OrganizationId::parse(row->path.substr(at, end - at))) {
      all.push_back(*one);
    }
    at = end + 1;
  }
}

void add_of_team(Call& call, people::TeamId team, std::vector<people::OrganizationId>& all) {
  const auto row = people::load_team(call.tx, call.region(), team);
  if (row && row->organization) add_with_those_above(call, *row->organization, all);
}

// Whose teams have a part in it.
std::vector<people::OrganizationId> organizations_in(Call& call, const Told& told) {
  std::vector<people::OrganizationId> all;
  if (told.detail.team) add_of_team(call, people::TeamId{*told.detail.team}, all);
  if (info(told.occasion).page == "/needs/") {
    const auto need = needs::find_need(call, needs::NeedId{told.subject});
    if (!need.ok()) return all;
    for (const auto& helper : need->helpers) {
      if (helper.team) add_of_team(call, *helper.team, all);
    }
  }
  return all;
}

std::vector<WebhookRow> listeners(Call& call, const Told& told) {
  const std::string top = told.site_path.substr(0, told.site_path.find('/') + 1);
  auto rows = load_listening(call.tx, call.region(), top, told.site_path);
  std::erase_if(rows, [&](const auto& row) { return !told.site_path.starts_with(row.site_path); });
  auto more = load_listening_for(call.tx, call.region(), organizations_in(call, told));
  rows.insert(rows.end(), more.begin(), more.end());
  std::erase_if(rows, [&](const WebhookRow& row) {
    return !row.occasions.empty() &&
           std::ranges::find(row.occasions, told.occasion) == row.occasions.end();
  });
  return rows;
}

void send_to(Call& call, const WebhookRow& hook, const Told& told, std::string_view event) {
  const Payload payload{std::string(event),
                        told.occasion,
                        call.now,
                        told.subject,
                        call.settings.public_url + page_of(told.occasion, told.subject),
                        told.site_path,
                        told.detail.category,
                        told.detail.outcome};
  put_out(call, {.channel = Channel::webhook,
                 .told = told,
                 .event = std::string(event),
                 .webhook = hook.id,
                 .address = hook.id.text(),  // each of them once, whatever their addresses
                 .shown = hook.host,
                 .words = to_json(payload),
                 .urgent = true,
                 .due = call.now});
}

}  // namespace

void announce(Call& call, const Told& told, std::string_view event) {
  if (!is_heard_by_webhooks(told.occasion)) return;
  for (const auto& hook : listeners(call, told)) send_to(call, hook, told, event);
}

Result<WebhookView> test_webhook(Call& call, const WebhookRef& cmd) {
  // Paused or switched off, it is tried all the same once it is on again.
  ASSIGN_OR_RETURN(const WebhookView enabled, enable_webhook(call, cmd));
  const auto row = load_webhook(call.tx, call.region(), cmd.webhook);
  ASSERT(row);
  send_to(call, *row, {Occasion::test, row->id.uuid, row->site_path},
          "test/" + call.make_id<SendingTag>().text());
  WebhookView tested = enabled;
  tested.waiting += 1;
  return tested;
}

}  // namespace lastmile::notices
