#pragma once
#include "notices/wish_store.h"
#include "send/mail.h"

/// How each person wants to be told: the verbs.
namespace lastmile::notices {

/// One way to be told of one topic.
struct WayView {
  Channel channel;
  bool on = true;
  bool locked = false;  // cannot be switched off
  bool chosen = false;  // by oneself; else as the program has it
  bool partly = false;  // without a choice: of some of its occasions only
};
BOOST_DESCRIBE_STRUCT(WayView, (), (channel, on, locked, chosen, partly))
struct TopicView {
  Topic topic;
  std::string name;  // in the reader's language
  std::vector<WayView> ways;
};
BOOST_DESCRIBE_STRUCT(TopicView, (), (topic, name, ways))
struct WishesView {
  std::vector<TopicView> topics;
  bool town_sends_email = false;
  bool town_sends_sms = false;
  std::optional<std::string> email;  // one's own, whole
  EmailState email_state = EmailState::none;
  std::optional<std::string> phone;  // where text messages go, masked
  bool wants_no_messages = false;  // the consent to get them was taken back: only security goes out
  std::optional<QuietHours> own_quiet;
  QuietHours quiet;  // that hold
};
BOOST_DESCRIBE_STRUCT(WishesView, (),
                      (topics, town_sends_email, town_sends_sms, email, email_state, phone,
                       wants_no_messages, own_quiet, quiet))
struct ShowWishes {};
BOOST_DESCRIBE_STRUCT(ShowWishes, (), ())
Result<WishesView> show_wishes(Call& call, const ShowWishes& query);

struct Choose {
  Topic topic;
  Channel channel;
  std::optional<bool> on;  // left out: as the program has it
};
BOOST_DESCRIBE_STRUCT(Choose, (), (topic, channel, on))
/// `channel_not_for_people`, `choice_locked`.
Result<WishesView> choose(Call& call, const Choose& cmd);

struct SetQuiet {
  std::optional<QuietHours> quiet;  // left out: as the place has it; equal minutes: none
};
BOOST_DESCRIBE_STRUCT(SetQuiet, (), (quiet))
/// What waits for the end of other hours goes out as those say.
Result<WishesView> set_quiet(Call& call, const SetQuiet& cmd);

struct AskEmail {
  send::MailAddress address;
};
BOOST_DESCRIBE_STRUCT(AskEmail, (), (address))
struct EmailAsked {
  Instant expires_at;
  std::int64_t resend_after_seconds = 60;
  std::optional<std::string> code;  // in a demo, in place of the message
};
BOOST_DESCRIBE_STRUCT(EmailAsked, (), (expires_at, resend_after_seconds, code))
/// Sends a code to an address that is to be one's own; nothing changes until it comes back.
/// `email_off`, `email_code_too_soon`.
Result<EmailAsked> ask_email(Call& call, const AskEmail& cmd);

struct ConfirmEmail {
  Text<6, 6> code;
};
BOOST_DESCRIBE_STRUCT(ConfirmEmail, (), (code))
/// From now on notices go there; the address before is told. `email_code_over`, `email_code_wrong`.
Result<WishesView> confirm_email(Call& call, const ConfirmEmail& cmd);

struct RemoveEmail {};
BOOST_DESCRIBE_STRUCT(RemoveEmail, (), ())
/// `no_email`.
Result<WishesView> remove_email(Call& call, const RemoveEmail& cmd);

/// A choice of one's own, or that a link made in one's name.
void choose_for(Call& call, PersonId person, const Choice& choice, std::string_view what);

/// Everything of a person who was erased: notices, choices, address, what waits to go out.
void forget_person(Call& call, PersonId person);

}  // namespace lastmile::notices
