#include "notices/sending_end.h"

#include "access/holders.h"
#include "notices/notice_facts.h"
#include "notices/notice_rules.h"
#include "notices/place_rules.h"
#include "notices/telling.h"
#include "notices/wish_store.h"

namespace lastmile::notices {
namespace {

// No further mail to an address that the server says is none, until its owner gives it anew.
void note_bounce(Call& call, const SendingRow& row) {
  auto wish = load_wish(call.tx, call.region(), people::profiles_of(call, *row.person));
  if (!wish || wish->email_state != EmailState::confirmed) return;
  if (email_of(call, *row.person) != open_address(call, row)) return;  // another one by now
  wish->email_state = EmailState::bounced;
  wish->email_at = wish->changed_at = call.now;
  ASSERT(call.tx.update(*wish));
  call.journal.append(NoticeWishSet{wish->person, "email_bounced"},
                      {wish->person.uuid, "", {wish->person}});
}

void tell_reader(Call& call, const SendingRow& row, SendingState state) {
  if (!row.person || row.channel != Channel::email || state != SendingState::refused) return;
  if (row.occasion == Occasion::email_code || row.occasion == Occasion::test) return;
  tell(call, {{Occasion::email_bounced, row.person->uuid, row.site_path},
              "bounce/" + row.id.text(),
              {*row.person}});
}

// Once a day and site: the outbox itself names them one by one.
void tell_staff(Call& call, const SendingRow& row) {
  if (row.occasion == Occasion::test || row.occasion == Occasion::email_code) return;
  const auto staff = access::nearest_holders(call, access::Right::people_write, row.site_path);
  const Day today = call.settings.zone.day_of(call.now);
  tell(call, {{Occasion::undelivered, {}, row.site_path},
              "undelivered/" + row.site_path + to_text(today),
              staff.people});
}

}  // namespace

void end_sending(Call& call, SendingRow row, SendingState state, std::string_view said) {
  const auto address = open_address(call, row).value_or("");
  row.state = state;
  row.said = without_address(send::one_line(said), address);
  row.lease_until.reset();
  row.done_at = call.now;
  ASSERT(call.tx.update(row));
  journal::About about{row.subject, row.site_path, {}};
  if (row.person) about.people.push_back(*row.person);
  call.journal.append(SendingEnded{row.id, row.channel, row.occasion, state, row.tries},
                      std::move(about));
  if (!is_undelivered(state)) return;
  tell_reader(call, row, state);
  if (row.person && row.channel == Channel::email && state == SendingState::refused) {
    note_bounce(call, row);
  }
  tell_staff(call, row);
}

void try_later(Call& call, SendingRow row, std::string_view said) {
  const auto address = open_address(call, row).value_or("");
  Instant due = call.now + pause_after(row.tries);
  if (!row.urgent && row.person) {
    const auto wish = load_wish(call.tx, call.region(), people::profiles_of(call, *row.person));
    const auto own = wish ? wish->quiet : std::nullopt;
    due = out_of_quiet(quiet_for(call, own, row.site_path), due, call.settings.zone);
  }
  if (row.tries >= tries_max || due >= row.until_at) {
    return end_sending(call, std::move(row), SendingState::given_up, said);
  }
  row.state = SendingState::waiting;
  row.due_at = due;
  row.lease_until.reset();
  row.handed_at.reset();
  row.holder.clear();
  row.said = without_address(send::one_line(said), address);
  ASSERT(call.tx.update(row));
}

std::int64_t hold_after_restore(Call& call) {
  return hold_all(call.tx, call.region(), "restored from a backup: it may have gone out since",
                  call.now);
}

}  // namespace lastmile::notices
