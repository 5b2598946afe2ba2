#pragma once
#include "journal/journal.h"
#include "notices/telling.h"

/// From facts to occasions: who is told what. Each is called with every entry of the journal, in
/// order, and tells of those it knows.
namespace lastmile::notices {

/// What is older was told when it happened, or is told too late to be of use: a follower that
/// begins to read an old journal wakes nobody.
inline constexpr std::chrono::hours told_within{24};

void tell_of_needs(Call& call, const journal::Entry& entry);
void tell_of_staff_work(Call& call, const journal::Entry& entry);
void tell_of_offers(Call& call, const journal::Entry& entry);
void tell_of_records(Call& call, const journal::Entry& entry);
void tell_of_people(Call& call, const journal::Entry& entry);

/// A fact of this kind, read; nothing of another.
template <class F>
std::optional<F> fact(const journal::Entry& entry) {
  if (entry.kind != F::kind) return std::nullopt;
  auto read = from_json<F>(entry.body);
  ASSERT(read.ok());
  return std::move(read).value();
}

/// People without the one who did it: they know.
std::vector<PersonId> others(Call& call, std::vector<PersonId> people, const journal::Entry& entry);
/// What a need has to say of itself.
Told told_of(Occasion occasion, const needs::NeedBrief& need);
/// Tells people and webhooks, once for an entry.
void spread(Call& call, const journal::Entry& entry, Telling telling);

}  // namespace lastmile::notices
