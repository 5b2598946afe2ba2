#include "needs/need_close.h"

#include "needs/need_facts.h"
#include "needs/need_talk.h"

namespace lastmile::needs {
namespace {

// Whose word it is: the recipient's side speaks for itself; staff pass on what they heard.
// Somebody else's word, entered by staff.
bool is_passed_on(Channel channel) { return channel == Channel::phone || channel == Channel::slip; }

Result<Channel> channel_of(Call& call, const Held& held, const std::optional<Channel>& said) {
  if (held.standing.recipient || held.standing.asker) {
    const bool oneself = people::same_person(call, held.need.recipient, *call.actor.person);
    return oneself ? Channel::self : Channel::proxy;
  }
  if (!access::may(call.actor, access::Right::need_assist, held.need.site_path)) {
    return rating_only_recipient;
  }
  if (!said || !is_passed_on(*said)) {
    return bad_field(
        "/channel", "choice",
        {"must be phone or slip when you pass on another's word", "代为录入时应为 phone 或 slip"});
  }
  call.on_behalf = held.need.recipient;
  return *said;
}

// One who served may not confirm or rate their own service, whatever else they are.
Check not_own_service(const Held& held) {
  if (held.standing.helper) return rating_only_recipient;
  return Done{};
}

Check confirm(Call& call, NeedRow& need, Channel channel) {
  need.confirmed_by = call.actor.person;
  need.confirmed_at = call.now;
  need.confirmed_how = to_text(channel);
  RETURN_IF_REFUSED(move(call, need, Move::confirm));
  call.journal.append(NeedConfirmed{need.id, *call.actor.person, std::string(to_text(channel))},
                      about(need));
  return Done{};
}

Check do_again(Call& call, NeedRow& need, std::string_view why) {
  need.redo_count += 1;
  end_all_help(call, need, why);
  return move(call, need, Move::redo, why);
}

// What did not happen, nobody has served; their records say what they claim.
Check deny(Call& call, Held& held) {
  constexpr std::string_view why = "did_not_happen";
  for (const auto& helper : held.helpers) {
    if (helper.state == HelperState::served) end_help(call, helper, HelperState::left, why);
  }
  return do_again(call, held.need, why);
}

constexpr std::chrono::hours rating_change_window{24 * 14};

}  // namespace

Result<NeedView> confirm_service(Call& call, const ConfirmService& cmd) {
  ASSIGN_OR_RETURN(Held held, access_held(call, cmd.need));
  RETURN_IF_REFUSED(not_own_service(held));
  ASSIGN_OR_RETURN(const Channel channel, channel_of(call, held, cmd.channel));
  NeedRow& need = held.need;
  RETURN_IF_REFUSED(cmd.happened ? confirm(call, need, channel) : deny(call, held));
  if (cmd.words) add_comment(call, need, *cmd.words, VisibleTo::everyone);
  ASSIGN_OR_RETURN(held, access_held(call, cmd.need));
  return view(call, held);
}

Result<NeedView> rate_service(Call& call, const RateService& cmd) {
  ASSIGN_OR_RETURN(Held held, access_held(call, cmd.need));
  RETURN_IF_REFUSED(not_own_service(held));
  ASSIGN_OR_RETURN(const Channel channel, channel_of(call, held, cmd.channel));
  NeedRow& need = held.need;
  RETURN_IF_REFUSED(recipient_stands(call, need));
  if (need.state == NeedState::awaiting_confirmation)
    RETURN_IF_REFUSED(confirm(call, need, channel));
  const bool again = need.state == NeedState::archived;
  // What is closed is done again by opening it anew.
  if (again && cmd.redo.value_or(false)) return need_closed;
  if (again && (!need.closed_at || call.now - *need.closed_at > rating_change_window))
    return need_closed;
  const auto rated = need.rated_how ? parse_enum<Channel>(*need.rated_how) : std::nullopt;
  if (is_passed_on(channel) && rated && !is_passed_on(*rated)) return rating_only_recipient;
  need.rating_stars = cmd.stars.value;
  need.rating_tags.clear();
  for (const auto& tag : cmd.tags) need.rating_tags.push_back(tag.str());
  need.rating_words.reset();
  if (cmd.words) need.rating_words = seal_text(call, need, "rating_words", cmd.words->str());
  need.rated_at = call.now;
  need.rated_how = to_text(channel);
  const bool redo = cmd.redo.value_or(false);
  RETURN_IF_REFUSED(redo ? do_again(call, need, "not_satisfied") : move(call, need, Move::rate));
  call.journal.append(NeedRated{need.id, cmd.stars, std::string(to_text(channel))}, about(need));
  ASSIGN_OR_RETURN(held, access_held(call, cmd.need));
  return view(call, held);
}

bool close_waited_out(Call& call, NeedRow& need) {
  if (need.state != NeedState::awaiting_confirmation && need.state != NeedState::awaiting_rating) {
    return false;
  }
  // Silence is no confirmation: grade A stays closed to what nobody vouched for.
  return move(call, need, Move::close, "waited_out").ok();
}

}  // namespace lastmile::needs
