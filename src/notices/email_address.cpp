#include <fmt/format.h>

#include "notices/means.h"
#include "notices/notice_facts.h"
#include "notices/notice_words.h"
#include "notices/place_rules.h"
#include "notices/telling.h"
#include "notices/wishes.h"

/// An e-mail address becomes somebody's when the code sent there comes back.
namespace lastmile::notices {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr minutes code_lives{30};
constexpr seconds code_gap{60};
constexpr std::size_t codes_a_day = 8;
constexpr std::int64_t code_tries = 5;

std::string home_path(Call& call, PersonId person) {
  const auto home = people::home_of(call, person);
  return home ? home->path : std::to_string(call.region()) + "/";
}

// Over all that the row is trusted for: whoever edits it, and has not the key, confirms nothing.
std::string tag_of(const Call& call, const EmailCodeRow& row, std::string_view code) {
  return call.vault.blind_index(
      "email_code", fmt::format("{}/{}/{}/{}/{}", row.person.text(), row.id.text(), row.email.text,
                                ms_of(row.expires_at), code));
}

vault::Sealed sealed(Call& call, PersonId person, const vault::Spot& spot, std::string_view text) {
  return call.vault.seal(call.tx, call.region(), person, spot, text);
}

Check may_ask(const std::vector<EmailCodeRow>& asked, Instant now) {
  if (asked.empty()) return Done{};
  const bool too_many = asked.size() >= codes_a_day;
  const Instant again =
      too_many ? asked.back().sent_at + hours{24} : asked.front().sent_at + code_gap;
  if (again <= now) return Done{};
  Refused refused{email_code_too_soon};
  refused.retry_after_seconds = static_cast<int>(std::chrono::ceil<seconds>(again - now).count());
  return refused;
}

void take_over(Call& call, const EmailCodeRow& asked, std::string_view address) {
  const PersonId me = asked.person;
  auto row = load_wish(call.tx, call.region(), people::profiles_of(call, me)).value_or(WishRow{});
  const bool is_new = row.person.is_nil();
  if (!is_new && row.email) {
    // By the ways of before, so that whoever lost the account hears of it.
    tell(call, {{Occasion::email_changed, me.uuid, home_path(call, me)},
                "email/" + asked.id.text(),
                {me}});
  }
  row.region = call.region();
  if (is_new) row.person = me;
  const std::string id = row.person.text();
  row.email = sealed(call, row.person, {"notice_person", id, "email"}, address);
  row.email_state = EmailState::confirmed;
  row.email_at = row.changed_at = call.now;
  call.tx.put(row);
  call.journal.append(NoticeWishSet{row.person, "email_confirmed"},
                      {row.person.uuid, "", {row.person}});
}

}  // namespace

Result<EmailAsked> ask_email(Call& call, const AskEmail& cmd) {
  ASSIGN_OR_RETURN(const PersonId actor, access::require_person(call));
  const PersonId me = people::canonical(call, actor);
  if (!means(call).email) return email_off;
  RETURN_IF_REFUSED(
      may_ask(load_email_codes(call.tx, call.region(), me, call.now - hours{24}), call.now));
  const std::string code = fmt::format("{:06}", call.rng.below(1'000'000));
  EmailCodeRow row{.region = call.region(), .id = call.make_id<SendingTag>(), .person = me};
  const std::string id = row.id.text();
  row.email = sealed(call, me, {"email_code", id, "email"}, cmd.address.text());
  row.sent_at = call.now;
  row.expires_at = call.now + code_lives;
  row.code_tag = tag_of(call, row, code);
  ASSERT(call.tx.insert(row));
  put_out(call, {.told = {Occasion::email_code, me.uuid, home_path(call, me)},
                 .event = "code/" + id,
                 .person = me,
                 .address = cmd.address.text(),
                 .shown = cmd.address.masked(),
                 .words = code,
                 .urgent = true,
                 .due = call.now,
                 .until = row.expires_at});
  EmailAsked view{row.expires_at, code_gap.count(), {}};
  if (call.settings.demo) view.code = code;
  return view;
}

Result<WishesView> confirm_email(Call& call, const ConfirmEmail& cmd) {
  ASSIGN_OR_RETURN(const PersonId actor, access::require_person(call));
  const PersonId me = people::canonical(call, actor);
  const auto asked = load_email_codes(call.tx, call.region(), me, call.now - code_lives);
  if (asked.empty()) return email_code_over;
  EmailCodeRow row = asked.front();
  if (row.used_at || row.expires_at <= call.now || row.tries >= code_tries) return email_code_over;
  if (tag_of(call, row, half_width(cmd.code)) != row.code_tag) {
    row.tries += 1;
    ASSERT(call.tx.update(row));
    Refused wrong{email_code_wrong};
    wrong.keeps_writes = true;
    return wrong;
  }
  row.used_at = call.now;
  ASSERT(call.tx.update(row));
  const std::string id = row.id.text();
  const auto address =
      call.vault.open(call.tx, call.region(), me, {"email_code", id, "email"}, row.email);
  if (!address) return email_code_over;
  take_over(call, row, *address);
  return show_wishes(call, {});
}

}  // namespace lastmile::notices
