#include "people/imports.h"

#include <algorithm>

#include "access/access_errors.h"
#include "people/consent_book.h"
#include "people/dictionary_store.h"
#include "people/entering.h"
#include "people/erasure.h"
#include "people/hold_store.h"
#include "people/import_errors.h"
#include "people/import_store.h"
#include "people/person_access.h"
#include "people/person_facts.h"
#include "people/scoped_list.h"
#include "people/team_store.h"
#include "people/volunteer_entry.h"
#include "people/volunteering.h"
#include "places/places.h"

namespace lastmile::people {
namespace {

constexpr std::int64_t lines_at_once = 100;
/// So many errors are kept for whoever looks again; the preview tells them all.
constexpr std::size_t errors_kept_max = 2000;

/// The file's own key: a person nobody is, forgotten once the lines are in.
PersonId key_of(const ImportRow& row) { return PersonId{row.id.uuid}; }

std::string spot_row(const ImportLineRow& line) {
  return fmt::format("{}/{}", line.import.text(), line.row_number);
}

ImportView view(Call& call, const ImportRow& row) {
  ImportView v{
      row.id, row.kind, row.site, row.state, row.good_rows, row.bad_rows, row.taken_rows, 0,
      0,      0,        0,        {},        row.entered_at};
  for (const ImportCount& count : count_import_lines(call.tx, call.region(), row.id)) {
    switch (count.state) {
      case ImportRowState::waiting:
        break;
      case ImportRowState::entered:
        v.entered = count.rows;
        break;
      case ImportRowState::known:
        v.known = count.rows;
        break;
      case ImportRowState::undone:
        v.undone = count.rows;
        break;
      case ImportRowState::kept:
        v.kept = count.rows;
        break;
    }
  }
  return v;
}

vault::Spot head_spot(const std::string& row) { return {"person_import_error", row, "head"}; }

std::string spot_row(const ImportErrorRow& error) {
  return fmt::format("{}/{}", error.import.text(), error.row_number);
}

void keep_errors(Call& call, ImportId import, const std::vector<ImportError>& errors) {
  const std::size_t kept = std::min(errors.size(), errors_kept_max);
  for (std::size_t i = 0; i < kept; ++i) {
    const ImportError& e = errors[i];
    const auto number = static_cast<std::int64_t>(i);
    ImportErrorRow row{call.region(), import, number, e.line, {}, e.code, e.en, e.zh};
    const std::string spot = spot_row(row);
    row.head = call.vault.seal_own(head_spot(spot), e.column);
    ASSERT(call.tx.insert(row));
  }
}

/// With what was wrong in its lines: those that were skipped say why.
ImportView whole_view(Call& call, const ImportRow& row) {
  ImportView v = view(call, row);
  for (auto& e : load_import_errors(call.tx, call.region(), row.id)) {
    const std::string spot = spot_row(e);
    std::string head = call.vault.open_own(head_spot(spot), e.head);
    v.errors.push_back(
        {e.line, std::move(head), std::move(e.code), std::move(e.en), std::move(e.zh)});
  }
  return v;
}

void note(Call& call, const ImportRow& row) {
  call.journal.append(
      PersonImportMoved{row.id.uuid, std::string(to_text(row.state)), row.taken_rows},
      {.subject = row.id.uuid, .scope = row.site_path, .people = {}});
}

NewPerson to_new_person(const ImportedPerson& who, places::Site home) {
  NewPerson person{.name = who.name};
  person.sex = who.sex;
  person.birth_day = who.birth_day;
  person.phone = who.phone;
  person.id_number = who.id_number;
  person.address = who.address;
  person.home = std::move(home);
  person.language = who.language;
  person.recipient_groups = who.recipient_groups;
  person.how = EnteredHow::import;
  person.consent = who.consent.str();
  return person;
}

/// A volunteer's profile that waits for the own yes; one who volunteers, or whose ID number another
/// volunteer holds, is left as they are.
void add_volunteer(Call& call, const PersonRow& person, const ImportedPerson& who,
                   const places::Site& home) {
  if (load_volunteer(call.tx, call.region(), person.id)) return;
  if (!claim_identity(call, person)) return;
  NewVolunteer profile{.home = home};
  profile.skills = who.skills;
  profile.transport = who.transport;
  profile.state = VolunteerState::awaiting_yes;
  save_new_volunteer(call, person, profile);
}

void take_in(Call& call, const ImportRow& row, ImportLineRow& line, const places::Site& home) {
  const std::string spot = spot_row(line);
  ASSERT(line.cells.has_value());
  const auto plain = call.vault.open(call.tx, call.region(), key_of(row),
                                     {"person_import_row", spot, "cells"}, *line.cells);
  ASSERT(plain.has_value());
  auto who = from_json<ImportedPerson>(*plain);
  ASSERT(who.ok());
  const NewPerson person = to_new_person(*who, home);
  const auto likes = known_likes(call, person);
  const PersonRow entered = likes.empty() ? save_new_person(call, person) : likes.front();
  if (likes.empty() && who->sensitive_consent) {
    record_consent(call, entered, ConsentKind::sensitive, who->sensitive_consent->str());
  }
  if (row.kind == ImportKind::volunteer) add_volunteer(call, entered, *who, home);
  line.state = likes.empty() ? ImportRowState::entered : ImportRowState::known;
  line.person = entered.id;
  line.cells.reset();
  call.tx.update(line);
}

/// Nobody but the file has had a word on this profile.
bool is_untouched(Call& call, const PersonRow& person) {
  if (person.state != PersonState::active || person.changed_at != person.entered_at) return false;
  const auto volunteer = load_volunteer(call.tx, call.region(), person.id);
  if (volunteer && volunteer->state != VolunteerState::awaiting_yes) return false;
  return load_holds(call.tx, call.region(), person.id).empty() &&
         load_memberships_of(call.tx, call.region(), person.id).empty() &&
         load_merged_into(call.tx, call.region(), person.id).empty();
}

void take_back(Call& call, ImportLineRow& line) {
  if (line.state != ImportRowState::entered) return;
  const auto person = load_person(call.tx, call.region(), *line.person);
  ASSERT(person.has_value());
  const bool goes = is_untouched(call, *person);
  if (goes) erase_all_of(call, *person, "import_undone");
  line.state = goes ? ImportRowState::undone : ImportRowState::kept;
  call.tx.update(line);
}

/// One step of a running import; ends it when no line is left.
void step(Call& call, ImportRow row) {
  const bool in = row.state == ImportState::committing;
  auto lines = load_import_lines(call.tx, call.region(), row.id, row.next_row, lines_at_once);
  const auto home = places::find_site(call, row.site);
  ASSERT(home.ok());
  for (ImportLineRow& line : lines) {
    if (in)
      take_in(call, row, line, *home);
    else
      take_back(call, line);
  }
  row.next_row += static_cast<std::int64_t>(lines.size());
  if (in) row.taken_rows = row.next_row;
  const bool over = row.next_row >= row.good_rows;
  if (over && in) call.vault.forget(call.tx, call.region(), key_of(row));
  if (over) row.state = in ? ImportState::committed : ImportState::undone;
  row.decided_at = call.now;
  call.tx.update(row);
  note(call, row);
}

Result<ImportRow> access_import(Call& call, ImportId id) {
  if (!call.actor.person && !call.actor.system) return access::not_signed_in;
  auto row = load_import(call.tx, call.region(), id);
  if (!row || !access::may(call.actor, access::Right::people_read, row->site_path)) {
    return import_unknown;
  }
  return std::move(*row);
}

Result<places::Site> access_site(Call& call, places::SiteId id) {
  if (!call.actor.person && !call.actor.system) return access::not_signed_in;
  ASSIGN_OR_RETURN(places::Site site, places::find_active_site(call, id));
  RETURN_IF_REFUSED(access::require(call, access::Right::people_write, site.path));
  return site;
}

}  // namespace

Result<ReadImport> read_import_file(Call& call, const PreviewImport& cmd, const Blob& file) {
  RETURN_IF_REFUSED(access_site(call, cmd.site));
  CsvLimits limits;
  limits.rows = import_rows_max + 2;
  limits.columns = 40;
  ASSIGN_OR_RETURN(const auto rows, read_csv(file.bytes, limits));
  return read_import(rows, cmd.kind, load_codes(call.tx, std::nullopt),
                     call.settings.zone.day_of(call.now));
}

Result<ImportView> preview_import(Call& call, const PreviewImport& cmd, const ReadImport& file) {
  ASSIGN_OR_RETURN(const places::Site site, access_site(call, cmd.site));
  const ImportRow row{.region = call.region(),
                      .id = call.make_id<ImportTag>(),
                      .kind = cmd.kind,
                      .site = site.id,
                      .site_path = site.path,
                      .good_rows = static_cast<std::int64_t>(file.good.size()),
                      .bad_rows = file.bad_rows,
                      .entered_by = call.actor.person,
                      .entered_at = call.now};
  ASSERT(call.tx.insert(row));
  std::int64_t number = 0;
  for (const ImportLine& good : file.good) {
    ImportLineRow line{
        .region = call.region(), .import = row.id, .row_number = number++, .line = good.line};
    const std::string spot = spot_row(line);
    line.cells = call.vault.seal(call.tx, call.region(), key_of(row),
                                 {"person_import_row", spot, "cells"}, to_json(good.person));
    ASSERT(call.tx.insert(line));
  }
  keep_errors(call, row.id, file.errors);
  note(call, row);
  ImportView v = view(call, row);
  v.errors = file.errors;
  return v;
}

Result<ImportView> commit_import(Call& call, const CommitImport& cmd) {
  ASSIGN_OR_RETURN(ImportRow row, access_import(call, cmd.import));
  RETURN_IF_REFUSED(access::require(call, access::Right::people_write, row.site_path));
  if (row.state != ImportState::previewed) {
    return Refused{import_not_previewed, {}, std::string(to_text(row.state))};
  }
  if (row.good_rows == 0) return import_without_good;
  if (row.bad_rows > 0 && !cmd.skip_bad.value_or(false)) return import_has_errors;
  row.state = ImportState::committing;
  step(call, row);
  return whole_view(call, *load_import(call.tx, call.region(), row.id));
}

Result<ImportView> undo_import(Call& call, const UndoImport& cmd) {
  ASSIGN_OR_RETURN(ImportRow row, access_import(call, cmd.import));
  RETURN_IF_REFUSED(access::require(call, access::Right::people_write, row.site_path));
  if (row.state != ImportState::committed) {
    return Refused{import_not_committed, {}, std::string(to_text(row.state))};
  }
  row.state = ImportState::undoing;
  row.next_row = 0;
  step(call, row);
  return whole_view(call, *load_import(call.tx, call.region(), row.id));
}

Result<ImportView> show_import(Call& call, const ShowImport& query) {
  ASSIGN_OR_RETURN(const ImportRow row, access_import(call, query.import));
  return whole_view(call, row);
}

Result<Page<ImportView>> list_imports(Call& call, const ListImports& query) {
  const std::string under = query.under ? query.under->str() : "";
  ASSIGN_OR_RETURN(const auto scopes, scopes_to_list(call, access::Right::people_read, under));
  const auto fetch = [&](const places::PathRange& range, const Uuid& after, std::int64_t limit) {
    std::vector<ImportView> views;
    for (const auto& row :
         load_import_page(call.tx, call.region(), {range.lo, range.hi, ImportId{after}, limit})) {
      views.push_back(view(call, row));
    }
    return views;
  };
  return scoped_page<ImportView>(scopes, query.cursor, items_asked(query.limit), fetch,
                                 [](const ImportView& v) { return v.import.uuid; });
}

bool go_on_importing(Call& call) {
  const auto row = load_running_import(call.tx, call.region());
  if (!row) return false;
  step(call, *row);
  return true;
}

}  // namespace lastmile::people
