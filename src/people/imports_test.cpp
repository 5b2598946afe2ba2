#include "people/imports.h"

#include "people/people_fixture.h"

namespace lastmile::people {
namespace {

std::vector<CsvRow> rows_of(std::string_view csv) {
  auto rows = read_csv(csv);
  EXPECT_TRUE(rows.ok());
  return rows ? *rows : std::vector<CsvRow>{};
}

const std::vector<CodeView> codes{{Dictionary::skill, "haircut", "理发", "Haircutting"},
                                  {Dictionary::skill, "repairs", "维修", "Repairs"},
                                  {Dictionary::language, "zh", "普通话", "Mandarin"},
                                  {Dictionary::recipient_group, "elder", "老年人", "Elder"},
                                  {Dictionary::recipient_group, "disabled", "残疾人", "Disabled"}};
const Day today = parse_day("2026-03-02").value();

TEST(ReadImport, NamesEveryWrongCellByLineAndColumn) {
  const auto read = read_import(rows_of("姓名,电话,出生日期,性别,技能,同意方式\n"
                                        "王小明,13903981234,1958/3/5,男,理发、维修,书面\n"
                                        ",13903981235,,女,,书面\n"
                                        "李四,12345,5月,男,占星,\n"
                                        "王小明,139 0398 1234,,,,口头\n"),
                                ImportKind::resident, codes, today);
  ASSERT_TRUE(read.ok());
  ASSERT_EQ(read->good.size(), 1u);
  EXPECT_EQ(read->good[0].line, 2);
  EXPECT_EQ(read->good[0].person.birth_day, parse_day("1958-03-05"));
  EXPECT_EQ(read->good[0].person.skills, (std::vector<std::string>{"haircut", "repairs"}));
  EXPECT_EQ(read->bad_rows, 3);
  std::vector<std::string> seen;
  for (const auto& e : read->errors)
    seen.push_back(fmt::format("{} {} {}", e.line, e.column, e.code));
  EXPECT_EQ(seen, (std::vector<std::string>{"3 姓名 required", "4 同意方式 required",
                                            "4 电话 format", "4 出生日期 format",
                                            "4 技能 code_unknown", "5 姓名 repeated"}));
}

TEST(ReadImport, VolunteersNeedABirthDayAndAge) {
  const auto read = read_import(rows_of("name,birth_day,id_number,consent\n"
                                        "Ann,1990-01-01,,in writing\n"
                                        "Bob,,,in writing\n"
                                        "Cid,2020-01-01,,in writing\n"
                                        "Dan,," +
                                        id_number("1990-01-01", 1) + ",in writing\n"),
                                ImportKind::volunteer, codes, today);
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->good.size(), 2u);
  ASSERT_EQ(read->errors.size(), 2u);
  EXPECT_EQ(read->errors[0].code, "required");
  EXPECT_EQ(read->errors[1].code, "volunteer_too_young");
  // A birth day is one that a form would take.
  for (const char* never : {"1800-01-01", "2026-03-03"}) {
    for (const ImportKind kind : {ImportKind::resident, ImportKind::volunteer}) {
      const auto bad = read_import(rows_of(fmt::format("姓名,生日,同意方式\n王,{},书面\n", never)),
                                   kind, codes, today);
      EXPECT_TRUE(bad->good.empty()) << never;
      EXPECT_EQ(bad->errors.at(0).code, "range") << never;
    }
  }
  // A column that is not there is named as its heads are written.
  const auto chinese =
      read_import(rows_of("姓名,同意方式\n王,书面\n"), ImportKind::volunteer, codes, today);
  EXPECT_EQ(chinese->errors.at(0).column, "出生日期");
  const auto english =
      read_import(rows_of("name,consent\nAnn,in writing\n"), ImportKind::volunteer, codes, today);
  EXPECT_EQ(english->errors.at(0).column, "birth_day");
}

TEST(ReadImport, HeadsAreKnownAndSensitiveDataNeedsItsConsent) {
  const auto no_head = read_import(rows_of("a,b\n1,2\n"), ImportKind::resident, codes, today);
  EXPECT_EQ(code_of(no_head), "import_empty");
  const auto odd =
      read_import(rows_of("姓名,同意方式,血型\n王,书面,A\n"), ImportKind::resident, codes, today);
  ASSERT_TRUE(odd.ok());
  EXPECT_TRUE(odd->good.empty());
  EXPECT_EQ(odd->errors.at(0).code, "unknown");
  const auto comma = read_import(
      rows_of("姓名,同意方式,住址\n张,口头,幸福路3号,2单元501室\n李,口头,幸福路4号,,\n"),
      ImportKind::resident, codes, today);
  EXPECT_EQ(comma->errors.at(0).code, "surplus");
  EXPECT_EQ(comma->good.size(), 1u);
  const auto sensitive = read_import(rows_of("姓名,同意方式,服务对象类别\n王,书面,老年人;残疾人\n"),
                                     ImportKind::resident, codes, today);
  EXPECT_EQ(sensitive->errors.at(0).column, "敏感信息同意");
}

TEST(ReadImport, AColumnWithoutANameHoldsNothing) {
  const auto trailing = read_import(rows_of("姓名,同意方式,\n王,书面,\n李,书面\n"),
                                    ImportKind::resident, codes, today);
  ASSERT_TRUE(trailing.ok());
  EXPECT_TRUE(trailing->errors.empty());
  EXPECT_EQ(trailing->good.size(), 2u);
  const auto nameless = read_import(rows_of("姓名,同意方式, ,\n王,书面,,\n李,书面,乙,\n"),
                                    ImportKind::resident, codes, today);
  ASSERT_TRUE(nameless.ok());
  EXPECT_TRUE(nameless->good.empty());
  ASSERT_EQ(nameless->errors.size(), 1u);
  EXPECT_EQ(nameless->errors[0].line, 1);
  EXPECT_EQ(nameless->errors[0].column, "#3");
  EXPECT_EQ(nameless->errors[0].code, "unknown");
  // It is no name either.
  EXPECT_EQ(
      code_of(read_import(rows_of(",同意方式\n王,书面\n"), ImportKind::resident, codes, today)),
      "import_empty");
}

struct Imports : PeopleTown {
  Result<ImportView> preview(const Actor& actor, ImportKind kind, std::string csv) {
    const PreviewImport cmd{kind, mao.id};
    auto file = bench().look(actor, [&](Call& c) {
      return read_import_file(c, cmd, Blob{"text/csv", "people.csv", csv});
    });
    if (!file) return std::move(file).refused();
    return bench().run(actor, [&](Call& c) { return preview_import(c, cmd, *file); });
  }
  void go_on() {
    for (bool more = true; more;) {
      const auto step = bench().run(TestBench::system(), [&](Call& c) -> Check {
        more = go_on_importing(c);
        return Done{};
      });
      EXPECT_EQ(code_of(step), "");
    }
  }
};
EACH_DATABASE(Imports);

TEST_P(Imports, ArePreviewedThenTakenInThenTakenBack) {
  enter("李四", "13700000001");
  const std::string csv =
      "\xef\xbb\xbf姓名,电话,同意方式\n王小明,13903981234,书面\n李四,13700000001,书面\n赵五,,"
      "书面\n";
  EXPECT_EQ(code_of(preview(neighbour, ImportKind::resident, csv)), "not_yours");
  const auto seen = preview(worker, ImportKind::resident, csv);
  ASSERT_EQ(code_of(seen), "");
  EXPECT_EQ(seen->good_rows, 3);
  EXPECT_EQ(look(worker, list_people, ListPeople{})->items.size(), 1u);  // nothing taken in yet
  EXPECT_EQ(code_of(run(neighbour, commit_import, CommitImport{seen->import, {}})),
            "import_unknown");
  const auto done = run(worker, commit_import, CommitImport{seen->import, {}});
  ASSERT_EQ(code_of(done), "");
  EXPECT_EQ(done->state, ImportState::committed);
  EXPECT_EQ(done->entered, 2);
  EXPECT_EQ(done->known, 1);
  EXPECT_EQ(look(worker, list_people, ListPeople{})->items.size(), 3u);
  const auto twice = run(worker, commit_import, CommitImport{seen->import, {}});
  EXPECT_EQ(code_of(twice), "import_not_previewed");
  EXPECT_EQ(twice.refused().seen, "committed");
  ListPeople wang;
  wang.search = Text<1, 60>::parse("wxm");
  const auto found = look(worker, list_people, wang)->items.at(0);
  bench().tick(std::chrono::minutes(1));
  ChangePerson change{.person = found.person};
  change.sex = Sex::male;
  ASSERT_EQ(code_of(run(worker, change_person, change)), "");
  const auto undone = run(worker, undo_import, UndoImport{seen->import});
  ASSERT_EQ(code_of(undone), "");
  EXPECT_EQ(undone->state, ImportState::undone);
  EXPECT_EQ(undone->undone, 1);
  EXPECT_EQ(undone->kept, 1);  // changed since
  EXPECT_EQ(look(worker, list_people, ListPeople{})->items.size(), 2u);
  EXPECT_EQ(code_of(run(worker, undo_import, UndoImport{seen->import})), "import_not_committed");
  EXPECT_TRUE(bench().verify().empty());
}

TEST_P(Imports, VolunteersWaitForTheirOwnYes) {
  const auto seen =
      preview(worker, ImportKind::volunteer,
              "姓名,出生日期,电话,技能,同意方式\n林志愿,1990-01-01,13900000001,理发,书面\n");
  ASSERT_EQ(code_of(seen), "");
  ASSERT_EQ(code_of(run(worker, commit_import, CommitImport{seen->import, {}})), "");
  const auto line = look(worker, list_volunteers, ListVolunteers{})->items.at(0);
  EXPECT_EQ(line.state, VolunteerState::awaiting_yes);
  int active = 0;
  bench().db().read([&](storage::Tx& tx) {
    each_volunteer(tx, 4112, "4112/", [&](const VolunteerProfile&) { ++active; });
  });
  EXPECT_EQ(active, 0);
  EXPECT_EQ(code_of(run(worker, confirm_volunteering, ConfirmVolunteering{line.person, {}})),
            "yes_is_own");
  ASSERT_EQ(
      code_of(run(as(line.person), confirm_volunteering, ConfirmVolunteering{line.person, {}})),
      "");
  EXPECT_EQ(
      code_of(run(as(line.person), confirm_volunteering, ConfirmVolunteering{line.person, {}})),
      "yes_not_awaited");
}

TEST_P(Imports, BadLinesAreSkippedOnlyOnRequest) {
  const auto seen =
      preview(worker, ImportKind::resident, "姓名,电话,同意方式\n王小明,1,书面\n赵五,,书面\n");
  ASSERT_EQ(code_of(seen), "");
  EXPECT_EQ(seen->bad_rows, 1);
  EXPECT_EQ(seen->errors.at(0).line, 2);
  EXPECT_EQ(code_of(run(worker, commit_import, CommitImport{seen->import, {}})),
            "import_has_errors");
  const auto done = run(worker, commit_import, CommitImport{seen->import, true});
  EXPECT_EQ(done->entered, 1);
  const auto later = look(worker, show_import, ShowImport{seen->import});
  for (const auto& errors : {done->errors, later->errors}) {
    ASSERT_EQ(errors.size(), 1u);  // who was skipped, and why
    EXPECT_EQ(errors[0].line, 2);
    EXPECT_EQ(errors[0].column, "电话");
    EXPECT_EQ(errors[0].code, "format");
    EXPECT_EQ(errors[0].zh, seen->errors.at(0).zh);
  }
  EXPECT_TRUE(look(worker, list_imports, ListImports{})->items.at(0).errors.empty());
  EXPECT_TRUE(bench().verify().empty());
}

TEST_P(Imports, LongFilesAreTakenInStepByStep) {
  std::string csv = "姓名,同意方式\n";
  for (int i = 0; i < 250; ++i) csv += fmt::format("居民{},书面\n", i);
  const auto seen = preview(worker, ImportKind::resident, csv);
  const auto begun = run(worker, commit_import, CommitImport{seen->import, {}});
  EXPECT_EQ(begun->state, ImportState::committing);
  EXPECT_EQ(begun->taken_rows, 100);
  bench().restart();  // what is left survives
  go_on();
  const auto done = look(worker, show_import, ShowImport{seen->import});
  EXPECT_EQ(done->state, ImportState::committed);
  EXPECT_EQ(done->entered, 250);
  const auto undoing = run(worker, undo_import, UndoImport{seen->import});
  EXPECT_EQ(undoing->state, ImportState::undoing);
  go_on();
  EXPECT_EQ(look(worker, show_import, ShowImport{seen->import})->undone, 250);
}

TEST_P(Imports, ReadGb18030) {
  // 姓名,同意方式 / 王,书面
  const std::string gb =
      "\xd0\xd5\xc3\xfb,\xcd\xac\xd2\xe2\xb7\xbd\xca\xbd\n\xcd\xf5,\xca\xe9\xc3\xe6\n";
  const auto seen = preview(worker, ImportKind::resident, gb);
  ASSERT_EQ(code_of(seen), "");
  EXPECT_EQ(seen->good_rows, 1);
}

}  // namespace
}  // namespace lastmile::people
