#include "needs/need_thanks.h"

#include <algorithm>

#include "needs/need_facts.h"
#include "needs/thanks_store.h"

namespace lastmile::needs {
namespace {

std::string spot_row(const ThanksRow& row) { return row.need.text() + "/" + row.helper.text(); }

// About the two alone: the helper first, whom it is told.
journal::About between(const NeedRow& need, PersonId helper) {
  return {need.id.uuid, need.site_path, {helper, need.recipient}};
}

// Nothing once the recipient was erased.
std::optional<ThanksView> opened(Call& call, const NeedRow& need, const ThanksRow& row) {
  const std::string at = spot_row(row);
  auto words = call.vault.open(call.tx, call.region(), need.recipient, {"need_thanks", at, "words"},
                               row.words);
  if (!words) return std::nullopt;
  people::note_reading(call, need.recipient, access::FieldClass::basic, need.number);
  people::Names names = people::names_of(call, {row.helper});
  return ThanksView{row.need,          row.helper,     names[row.helper],
                    std::move(*words), row.thanked_at, row.answered_at};
}

Check may_thank(Call& call, const Held& held, PersonId helper) {
  if (!held.standing.asking() || held.standing.helper) return thanks_only_recipient;
  const bool served = std::ranges::any_of(held.helpers, [&](const HelperRow& h) {
    return h.person == helper && h.state == HelperState::served;
  });
  if (!served) return not_served_by;
  if (!held.need.confirmed_at) return need_not_there_yet;
  const auto said = load_thanks(call.tx, call.region(), held.need.id);
  const bool before = std::ranges::find(said, helper, &ThanksRow::helper) != said.end();
  return before ? Check(thanked_already) : Check(Done{});
}

}  // namespace

Result<ThanksView> thank_helper(Call& call, const ThankHelper& cmd) {
  ASSIGN_OR_RETURN(const Held held, access_held(call, cmd.need));
  RETURN_IF_REFUSED(may_thank(call, held, cmd.helper));
  ThanksRow row{.region = call.region(), .need = cmd.need, .helper = cmd.helper};
  row.thanked_by = *call.actor.person;
  row.thanked_at = call.now;
  const std::string at = spot_row(row);
  row.words = call.vault.seal(call.tx, call.region(), held.need.recipient,
                              {"need_thanks", at, "words"}, cmd.words.str());
  ASSERT(call.tx.insert(row));
  call.journal.append(NeedChanged{cmd.need, "thanks", ""}, between(held.need, cmd.helper));
  return *opened(call, held.need, row);
}

Result<Page<ThanksView>> list_thanks(Call& call, const ListThanks& q) {
  ASSIGN_OR_RETURN(const Held held, access_held(call, q.need));
  Page<ThanksView> page;
  for (const auto& row : load_thanks(call.tx, call.region(), q.need)) {
    if (!held.standing.asking() && held.standing.helper != row.helper) continue;
    if (auto seen = opened(call, held.need, row)) page.items.push_back(std::move(*seen));
  }
  return page;
}

Result<ThanksView> answer_thanks(Call& call, const AnswerThanks& cmd) {
  ASSIGN_OR_RETURN(const Held held, access_held(call, cmd.need));
  for (auto& row : load_thanks(call.tx, call.region(), cmd.need)) {
    if (held.standing.helper != row.helper) continue;
    if (!row.answered_at) {
      row.answered_at = call.now;
      ASSERT(call.tx.update(row));
      call.journal.append(NeedChanged{cmd.need, "thanks_answered", ""},
                          between(held.need, row.helper));
    }
    if (auto seen = opened(call, held.need, row)) return std::move(*seen);
  }
  return not_thanked;
}

std::vector<ThanksView> thanks_of(Call& call, const people::Profiles& person) {
  std::vector<ThanksView> all;
  for (const auto& row : load_thanks_of(call.tx, call.region(), person)) {
    const auto need = load_need(call.tx, call.region(), row.need);
    ASSERT(need);
    if (auto seen = opened(call, *need, row)) all.push_back(std::move(*seen));
  }
  return all;
}

}  // namespace lastmile::needs
