#include "people/merge_codes.h"

#include "access/accounts.h"
#include "people/duplicate_errors.h"
#include "people/duplicates.h"
#include "people/merge_code_store.h"
#include "people/people.h"
#include "people/person_access.h"
#include "people/spoken_codes.h"

namespace lastmile::people {
namespace {

constexpr std::chrono::minutes code_lives{10};

std::string index_of(Call& call, std::string_view typed) {
  return call.vault.blind_index("merge_code", digits_of(typed));
}

bool is_code_of(Call& call, PersonId person, const MergeCode& typed) {
  const auto row = load_merge_code(call.tx, call.region(), index_of(call, typed.str()));
  return row && row->tag == code_tag(call, "merge_code_tag", *row) && row->expires_at > call.now &&
         same_person(call, row->person, person);
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
    code = draw_code(call.rng);
    row.code_index = index_of(call, code);
  } while (load_merge_code(call.tx, call.region(), row.code_index));
  row.tag = code_tag(call, "merge_code_tag", row);
  save_merge_code(call.tx, row);
  return MergeCodeView{in_halves(code), row.expires_at};
}

Check holders_agree(Call& call, const MergePersons& cmd) {
  if (!access::is_claimed(call, canonical(call, cmd.gone))) return Done{};
  if (!access::is_claimed(call, canonical(call, cmd.kept))) return merge_keep_the_account;
  if (!cmd.kept_code || !cmd.gone_code) return merge_two_accounts;
  const PersonId who = call.actor.person.value_or(PersonId{});
  if (!may_try_codes(call, who)) return merge_code_tries_over;
  const auto wrong = [&](std::string field) {
    return wrong_code(call, who, at_field(std::move(field), merge_code_wrong));
  };
  if (!is_code_of(call, cmd.kept, *cmd.kept_code)) return wrong("/kept_code");
  if (!is_code_of(call, cmd.gone, *cmd.gone_code)) return wrong("/gone_code");
  return Done{};
}

}  // namespace lastmile::people
