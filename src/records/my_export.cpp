#include "records/my_export.h"

namespace lastmile::records {
namespace {

// Every page of a list.
template <class Item, class List>
Result<std::vector<Item>> all_of_list(const List& list) {
  constexpr int pages_max = 500;
  std::vector<Item> all;
  std::optional<Cursor> cursor;
  for (int i = 0; i < pages_max; ++i) {
    auto read = list(cursor, PageLimit{PageLimit::max});
    if (!read.ok()) return std::move(read).refused();
    Page<Item>& page = read.value();
    for (auto& item : page.items) all.push_back(std::move(item));
    if (!page.next) break;
    cursor = Cursor{*page.next};
  }
  return all;
}

Result<std::vector<needs::NeedView>> my_needs(Call& call) {
  ASSIGN_OR_RETURN(const auto lines,
                   all_of_list<needs::NeedLine>([&](auto cursor, PageLimit limit) {
                     return needs::list_my_needs(call, {cursor, limit});
                   }));
  std::vector<needs::NeedView> all;
  for (const auto& line : lines) {
    ASSIGN_OR_RETURN(needs::NeedView need, needs::show_need(call, {line.id}));
    all.push_back(std::move(need));
  }
  return all;
}

Result<std::vector<ExportedRecord>> my_records(Call& call) {
  ASSIGN_OR_RETURN(const auto views, all_of_list<RecordView>([&](auto cursor, PageLimit limit) {
                     return list_my_records(call, {{}, {}, cursor, limit});
                   }));
  std::vector<ExportedRecord> all;
  for (const auto& view : views) {
    ASSIGN_OR_RETURN(RecordPage page, show_record(call, {view.id}));
    ASSIGN_OR_RETURN(auto cases, list_cases(call, {view.id}));
    all.push_back({std::move(page), std::move(cases.items)});
  }
  return all;
}

// Who never volunteered was never offered anything.
Result<std::vector<dispatch::OfferView>> my_offers(Call& call, const people::PersonExport& person) {
  if (!person.volunteer) return std::vector<dispatch::OfferView>{};
  return all_of_list<dispatch::OfferView>([&](auto cursor, PageLimit limit) {
    return dispatch::list_my_offers(call, {cursor, limit});
  });
}

}  // namespace

Result<MyExport> export_my_data(Call& call, const ExportMyData&) {
  ASSIGN_OR_RETURN(const PersonId me, access::require_person(call));
  MyExport out;
  out.format = "lastmile-export-1";
  out.made_at = call.now;
  ASSIGN_OR_RETURN(out.person, people::export_person(call, {me}));
  ASSIGN_OR_RETURN(out.needs, my_needs(call));
  ASSIGN_OR_RETURN(out.tasks, all_of_list<needs::NeedLine>([&](auto cursor, PageLimit limit) {
                     return needs::list_my_tasks(call, {cursor, limit});
                   }));
  out.comments = needs::comments_of(call, people::profiles_of(call, me));
  out.thanks = needs::thanks_of(call, people::profiles_of(call, me));
  ASSIGN_OR_RETURN(out.offers, my_offers(call, out.person));
  ASSIGN_OR_RETURN(out.records, my_records(call));
  ASSIGN_OR_RETURN(auto certificates, list_my_certificates(call, {}));
  out.certificates = std::move(certificates.items);
  ASSIGN_OR_RETURN(out.readings, all_of_list<access::MyReadView>([&](auto cursor, PageLimit limit) {
                     return people::list_my_reads(call, {cursor, limit});
                   }));
  ASSIGN_OR_RETURN(auto sessions, access::list_sessions(call, {}));
  out.sessions = std::move(sessions.items);
  ASSIGN_OR_RETURN(out.preferences, access::show_preferences(call, {}));
  return out;
}

}  // namespace lastmile::records
