#include "notices/webhook_failures.h"

#include "access/holders.h"
#include "notices/means.h"
#include "notices/notice_facts.h"
#include "notices/sending_end.h"
#include "notices/telling.h"
#include "notices/webhook_store.h"
#include "send/delivery.h"

namespace lastmile::notices {
namespace {

// Sealed rows are told of in the journal: one fact for each change, not for each message.
void save(Call& call, const WebhookRow& row, std::string_view what) {
  ASSERT(call.tx.update(row));
  call.journal.append(WebhookSet{row.id, std::string(what)}, {row.id.uuid, row.site_path});
}

void disable(Call& call, WebhookRow row) {
  row.state = WebhookState::disabled;
  row.changed_at = call.now;
  save(call, row, "disabled");
  for (auto& waiting : load_waiting_for(call.tx, call.region(), row.id)) {
    end_sending(call, std::move(waiting), SendingState::given_up,
                "the webhook was switched off: " + row.said);
  }
  auto staff = access::nearest_holders(call, access::Right::settings_manage, row.site_path);
  if (row.made_by) staff.people.push_back(*row.made_by);
  tell(call, {{Occasion::webhook_disabled, row.id.uuid, row.site_path},
              "disabled/" + row.id.text() + "/" + std::to_string(ms_of(call.now)),
              staff.people});
}

}  // namespace

void note_success(Call& call, WebhookId id) {
  auto row = load_webhook(call.tx, call.region(), id);
  if (!row || row->failures == 0) return;
  row->failures = 0;
  row->said.clear();
  save(call, *row, "heard");
}

void note_failure(Call& call, WebhookId id, std::string_view said) {
  auto row = load_webhook(call.tx, call.region(), id);
  if (!row || row->state != WebhookState::active) return;
  row->failures += 1;
  row->said = send::one_line(said);
  if (row->failures >= means(call).webhook_failures_max) return disable(call, std::move(*row));
  save(call, *row, "failed");
}

}  // namespace lastmile::notices
