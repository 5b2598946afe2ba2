#pragma once
#include "notices/notice_rules.h"
#include "people/people.h"
#include "storage/tx.h"

/// Tables `notice_person` and `email_code`: how each person wants to be told.
namespace lastmile::notices {

enum class EmailState { none, confirmed, bounced };
BOOST_DESCRIBE_ENUM(EmailState, none, confirmed, bounced)

/// The row of table `notice_person`. The address is sealed with the person's own key.
struct WishRow {
  int region = 0;
  PersonId person;
  std::vector<Choice> choices;
  std::optional<QuietHours> quiet;
  std::optional<vault::Sealed> email;
  EmailState email_state = EmailState::none;
  std::optional<Instant> email_at;  // confirmed or bounced
  Instant changed_at{};
};
BOOST_DESCRIBE_STRUCT(WishRow, (),
                      (region, person, choices, quiet, email, email_state, email_at, changed_at))

/// Of those of one human, the one that stands first.
std::optional<WishRow> load_wish(storage::Tx& tx, int region, const people::Profiles& whose);
std::optional<WishRow> load_own_wish(storage::Tx& tx, int region, PersonId person);

/// The row of table `email_code`: a code on its way to an address that somebody says is theirs.
struct EmailCodeRow {
  int region = 0;
  SendingId id;
  PersonId person;
  vault::Sealed email;
  std::string code_tag;  // HMAC; key outside the database
  std::int64_t tries = 0;
  Instant sent_at{};
  Instant expires_at{};
  std::optional<Instant> used_at;
};
BOOST_DESCRIBE_STRUCT(EmailCodeRow, (),
                      (region, id, person, email, code_tag, tries, sent_at, expires_at, used_at))
/// Those asked for since then, newest first.
std::vector<EmailCodeRow> load_email_codes(storage::Tx& tx, int region, PersonId person,
                                           Instant since);
void delete_email_codes(storage::Tx& tx, int region, PersonId person);
std::int64_t purge_email_codes(storage::Tx& tx, int region, Instant before);

}  // namespace lastmile::notices

template <>
struct lastmile::storage::Table<lastmile::notices::WishRow> {
  static constexpr std::string_view name = "notice_person";
  static constexpr std::size_t key_columns = 2;
};
template <>
struct lastmile::storage::Table<lastmile::notices::EmailCodeRow> {
  static constexpr std::string_view name = "email_code";
  static constexpr std::size_t key_columns = 2;
};
