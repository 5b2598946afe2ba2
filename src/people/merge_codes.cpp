#include "people/merge_codes.h"

#include "access/accounts.h"
#include "people/code_tag.h"
#include "people/duplicate_errors.h"
#include "people/duplicates.h"
#include "people/family_store.h"
#include "people/merge_code_store.h"
#include "people/people.h"
#include "people/person_access.h"

namespace lastmile::people {
namespace {

constexpr std::int64_t wrong_codes_a_day = 10;
constexpr std::chrono::minutes code_lives{10};

std::string index_of(Call& call, std::string_view typed) {
  std::string digits = half_width(typed);
  std::erase_if(digits, [](char c) { return c < '0' || c > '9'; });
  return call.vault.blind_index("merge_code", digits);
}

bool is_code_of(Call& call, PersonId person, const MergeCode& typed) {
  const auto row = load_merge_code(call.tx, call.region(), index_of(call, typed.str()));
  return row && row->tag == code_tag(call, "merge_code_tag", *row) && row->expires_at > call.now &&
         same_person(call, row->person, person);
}

// Whoever types codes has the same few tries a day for these and for family codes.
Check may_try(Call& call) {
  const Day today = call.settings.zone.day_of(call.now);
  const PersonId who = call.actor.person.value_or(PersonId{});
  const auto wrong = family_code_tries(call.tx, call.region(), who, today);
  return wrong < wrong_codes_a_day ? Check(Done{}) : merge_code_tries_over;
}

Refused counted(Call& call, std::string_view field) {
  const Day today = call.settings.zone.day_of(call.now);
  count_family_code_try(call.tx, call.region(), call.actor.person.value_or(PersonId{}), today);
  Refused wrong = at_field(std::string(field), merge_code_wrong);
  wrong.keeps_writes = true;
  return wrong;
}

}  // namespace

Result<MergeCodeView> make_merge_code(Call& call, const MakeMergeCode&) {
  ASSIGN_OR_RETURN(const PersonRow me, own_row(call));
  delete_merge_codes(call.tx, call.region(), me.id);
  delete_merge_codes_before(call.tx, call.region(), call.now);
  MergeCodeRow row{.region = call.region(), .code_index = {}, .person = me.id};
  row.expires_at = call.now + code_lives;
  std::string code;
  do {
    code = fmt::format("{:08}", call.rng.below(100'000'000));
    row.code_index = index_of(call, code);
  } while (load_merge_code(call.tx, call.region(), row.code_index));
  row.tag = code_tag(call, "merge_code_tag", row);
  save_merge_code(call.tx, row);
  return MergeCodeView{code.substr(0, 4) + " " + code.substr(4), row.expires_at};
}

Check holders_agree(Call& call, const MergePersons& cmd) {
  if (!access::is_claimed(call, canonical(call, cmd.gone))) return Done{};
  if (!access::is_claimed(call, canonical(call, cmd.kept))) return merge_keep_the_account;
  if (!cmd.kept_code || !cmd.gone_code) return merge_two_accounts;
  RETURN_IF_REFUSED(may_try(call));
  if (!is_code_of(call, cmd.kept, *cmd.kept_code)) return counted(call, "/kept_code");
  if (!is_code_of(call, cmd.gone, *cmd.gone_code)) return counted(call, "/gone_code");
  return Done{};
}

}  // namespace lastmile::people
