#include "people/own_data.h"

#include <filesystem>
#include <fstream>

#include "people/duplicates.h"
#include "people/erasure.h"
#include "people/families.h"
#include "people/licences.h"
#include "people/people_fixture.h"
#include "people/seal_check.h"
#include "storage/db.h"
#include "vault/forgotten.h"

namespace lastmile::people {
namespace {

struct OwnData : PeopleTown {
  PersonId person;
  void SetUp() override {
    PeopleTown::SetUp();
    if (IsSkipped()) return;
    EnterResident cmd = resident("王小明");
    cmd.phone = phone_of("13903981234");
    cmd.id_number = card_of(card);
    cmd.address = line_of(door);
    cmd.point = places::MapPoint{34.780123, 111.200456};
    person = run(worker, enter_resident, cmd)->person;
    done(as(person), join_as_volunteer, JoinAsVolunteer{});
    done(as(person), enter_licence,
         EnterLicence{person, Text<1, 40>::parse("nurse").value(),
                      Text<1, 60>::parse("LIC-998877665"), day_of("2025-01-01"),
                      day_of("2027-01-01")});
    done(as(person), add_family,
         AddFamily{person,
                   FamilyKind::contact,
                   Relation::child,
                   {},
                   name_of("欧阳春分"),
                   phone_of("13612345678")});
  }
  std::vector<std::string> with_a_key_too_many() {
    std::vector<std::string> people;
    bench().look(chief, [&](Call& c) {
      for (const auto& fault : key_faults(c.tx, c.region())) people.push_back(fault.person);
      return 0;
    });
    return people;
  }
  std::vector<std::string> faulty() {
    bench().restart();  // verify is a program of its own and remembers no key
    std::vector<std::string> people;
    bench().look(chief, [&](Call& c) {
      for (const auto& fault : seal_faults(c.tx, c.vault, c.region())) {
        people.push_back(fault.person);
      }
      return 0;
    });
    return people;
  }
  /// What somebody does behind the program's back.
  void edit(const std::string& sql) {
    bench().db().write([&](storage::Tx& tx) { tx.start_text(sql, {})->step(); });
  }
  void empty_key(PersonId whose) {
    edit("update person_key set wrapped = null, kek = null where person = '" + whose.text() + "'");
  }
  ErasedAgain again(const std::vector<PersonId>& people) {
    return bench()
        .run(worker, [&](Call& c) -> Result<ErasedAgain> { return erase_again(c, people); })
        .value();
  }
  /// Every text of every row of the tables of people, and every body of the journal.
  std::string all_text() {
    std::string out;
    bench().db().read([&](storage::Tx& tx) {
      for (const auto& table : storage::catalog()) {
        const auto rows = tx.start_text("select * from " + table.name, {});
        while (rows->step()) {
          for (int i = 0; i < rows->columns(); ++i) {
            const auto value = rows->value(i);
            if (const auto* text = std::get_if<std::string>(&value)) out += *text + '\n';
            if (const auto* bytes = std::get_if<storage::Bytes>(&value)) out += bytes->data + '\n';
          }
        }
      }
    });
    return out;
  }

  const std::string card = id_number("1960-02-03", 21);
  const std::string door = "黄河西路一〇八号院九号楼";
  std::vector<std::string> secrets() const {
    return {card, "13903981234", door, "34.780123", "LIC-998877665", "欧阳春分", "13612345678"};
  }
};
EACH_DATABASE(OwnData);

TEST_P(OwnData, StandsNowhereInPlainText) {
  const std::string text = all_text();
  EXPECT_NE(text.find("王小明"), std::string::npos);  // names stay searchable
  for (const std::string& secret : secrets()) {
    EXPECT_EQ(text.find(secret), std::string::npos) << secret;
  }
}

TEST_P(OwnData, StandsInNoFileOfTheDatabase) {
  if (GetParam() != storage::On::sqlite) GTEST_SKIP() << "the server's files are not ours to read";
  int files = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(bench().test_db().where().file.parent_path())) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    ++files;
    for (const std::string& secret : secrets()) {
      EXPECT_EQ(bytes.find(secret), std::string::npos) << secret << " in " << entry.path();
    }
  }
  EXPECT_GT(files, 0);
}

TEST_P(OwnData, IsTakenAlongInFull) {
  const auto all = look(as(person), export_person, ExportPerson{person});
  ASSERT_EQ(code_of(all), "");
  const std::string text = to_json(*all);
  for (const std::string& secret : secrets()) {
    EXPECT_NE(text.find(secret), std::string::npos) << secret;
  }
  EXPECT_EQ(code_of(look(worker, export_person, ExportPerson{person})), "not_yours");
  EXPECT_EQ(code_of(look(neighbour, export_person, ExportPerson{person})), "person_unknown");
}

TEST_P(OwnData, IsErasedForGood) {
  ASSERT_EQ(code_of(run(as(person), erase_person, ErasePerson{person})), "");
  const std::string text = all_text();
  EXPECT_EQ(text.find("王小明"), std::string::npos);
  EXPECT_EQ(text.find("1960-02-03"), std::string::npos);
  EXPECT_EQ(code_of(run(worker, erase_person, ErasePerson{person})), "person_erased");
  EXPECT_EQ(code_of(look(as(person), show_me, ShowMe{})), "person_unknown");
  const auto contact =
      bench().look(worker, [&](Call& c) { return contact_of(c, person, "still there?"); });
  EXPECT_EQ(code_of(contact), "person_erased");
  // The id stays for the figures, the phone is free again, the number too.
  EXPECT_EQ(look(worker, show_person, ShowPerson{person})->state, PersonState::erased);
  EnterResident again = resident("王小明");
  again.phone = phone_of("13903981234");
  again.id_number = card_of(card);
  again.anyway = false;
  const auto anew = run(worker, enter_resident, again);
  ASSERT_EQ(code_of(anew), "");
  EXPECT_EQ(code_of(run(as(anew->person), join_as_volunteer, JoinAsVolunteer{})), "");
  EXPECT_TRUE(bench().verify().empty());
}

TEST_P(OwnData, StillOpensAndAnErasureIsNoFault) {
  EnterResident cmd = resident("赵大海");
  cmd.phone = phone_of("13903985678");
  const PersonId other = run(worker, enter_resident, cmd)->person;
  ASSERT_EQ(code_of(run(as(other), erase_person, ErasePerson{other})), "");
  EXPECT_EQ(faulty(), std::vector<std::string>{});
}

TEST_P(OwnData, WhoseKeyIsGoneIsNamed) {
  edit("delete from person_key where person = '" + person.text() + "'");
  EXPECT_EQ(faulty(), std::vector<std::string>{person.text()});
}

TEST_P(OwnData, OfNoIdIsNamedAndHidesNobodyElse) {
  if (GetParam() != storage::On::sqlite) GTEST_SKIP() << "PostgreSQL takes nothing else for an id";
  const PersonId other = enter("王晓明"), third = enter("汪小明");
  edit("update person set id = '!no id' where id = '" + other.text() + "'");
  edit("delete from person_key where person = '" + person.text() + "'");
  edit("update person set id = 'zz' where id = '" + third.text() + "'");
  EXPECT_EQ(faulty(), (std::vector<std::string>{"!no id", person.text(), "zz"}));
}

TEST_P(OwnData, OfAKeyOfNoIdHidesNobodyElse) {
  if (GetParam() != storage::On::sqlite) GTEST_SKIP() << "PostgreSQL takes nothing else for an id";
  edit("update person_key set person = 'zz', wrapped = null, kek = null where person = '" +
       person.text() + "'");
  EXPECT_EQ(faulty(), (std::vector<std::string>{person.text(), ""}));
}

// Emptied as an erasure would, but by another hand; or a backup brought the person back.
TEST_P(OwnData, WhoseKeyIsEmptyIsNamedOrErasedAgain) {
  const PersonId other = enter("王晓明"), third = enter("汪小明");
  done(worker, merge_persons, MergePersons{other, person});
  empty_key(person);
  EXPECT_EQ(faulty(), std::vector<std::string>{person.text()});
  EXPECT_EQ(again({person}).people, 1);
  EXPECT_EQ(faulty(), std::vector<std::string>{});
  EXPECT_EQ(all_text().find("王小明"), std::string::npos);
  // Whom the profile was joined to was not erased: they may have been parted in between.
  EXPECT_EQ(look(worker, show_person, ShowPerson{other})->state, PersonState::active);
  EXPECT_EQ(again({person, third}).people, 1);
  EXPECT_EQ(all_text().find("汪小明"), std::string::npos);
  EXPECT_TRUE(bench().verify().empty());
}

TEST_P(OwnData, WhoeverHadNothingSealedIsKnownAsErasedToo) {
  const PersonId bare = enter("汪小明");
  ASSERT_EQ(code_of(run(worker, erase_person, ErasePerson{bare})), "");
  bench().db().read([&](storage::Tx& tx) {
    EXPECT_EQ(vault::forgotten_people(tx, 4112), std::vector<PersonId>{bare});
  });
  EXPECT_EQ(faulty(), std::vector<std::string>{});
}

TEST_P(OwnData, AKeyThatBelongsToNobodyIsNamedToo) {
  const PersonId nobody = PersonId::make(bench().now(), bench().rng());
  bench().db().write([&](storage::Tx& tx) {
    bench().vault().seal(tx, 4112, nobody, {"need", "x", "details"},
                         "asked before there was a profile");
  });
  EXPECT_EQ(faulty(), std::vector<std::string>{});
  empty_key(nobody);
  EXPECT_EQ(faulty(), std::vector<std::string>{nobody.text()});
}

// From a copy of the table, and what told of the erasure taken away.
TEST_P(OwnData, OfAnErasedPersonWhoseKeyWasPutBackIsNamed) {
  const auto seal_for = [&](PersonId whom, const char* words) {
    bench().db().write([&](storage::Tx& tx) {
      bench().vault().seal(tx, 4112, whom, {"certificate", "x", "revoke_note"}, words);
    });
  };
  edit("create table old_key as select * from person_key");
  const std::string them = "person = '" + person.text() + "'";
  ASSERT_EQ(code_of(run(as(person), erase_person, ErasePerson{person})), "");
  seal_for(person, "noted after the erasure");
  EXPECT_EQ(with_a_key_too_many(), std::vector<std::string>{});
  edit("delete from person_key where " + them + " and wrapped is null");
  edit("insert into person_key select * from old_key where " + them);
  EXPECT_EQ(with_a_key_too_many(), std::vector<std::string>{person.text()});
  bench().db().write([&](storage::Tx& tx) { bench().vault().forget(tx, 4112, person); });
  EXPECT_EQ(with_a_key_too_many(), std::vector<std::string>{});
  edit("drop table old_key");
}

// An older version did not mark it; no key file has it empty.
TEST_P(OwnData, AKeyMadeSinceTheErasureByAnOlderVersionIsForgotten) {
  const auto forget = [&](PersonId whose) {
    bool gone = false;
    bench().db().write(
        [&](storage::Tx& tx) { gone = forget_needless_key(tx, bench().vault(), 4112, whose); });
    return gone;
  };
  EXPECT_FALSE(forget(person));
  EXPECT_FALSE(forget(PersonId::make(bench().now(), bench().rng())));
  EXPECT_EQ(faulty(), std::vector<std::string>{});
  ASSERT_EQ(code_of(run(as(person), erase_person, ErasePerson{person})), "");
  bench().db().write([&](storage::Tx& tx) {
    bench().vault().seal(tx, 4112, person, {"certificate", "x", "revoke_note"}, "noted since");
  });
  edit("update person_key set key_id = 'old' where key_id like '~%'");
  EXPECT_EQ(with_a_key_too_many(), std::vector<std::string>{person.text()});
  EXPECT_TRUE(forget(person));
  EXPECT_EQ(with_a_key_too_many(), std::vector<std::string>{});
  EXPECT_EQ(faulty(), std::vector<std::string>{});
}

TEST_P(OwnData, OfAKeyOfNobodyIsNamedUnlessTheySignIn) {
  const PersonId nobody = PersonId::make(bench().now(), bench().rng());
  bench().db().write([&](storage::Tx& tx) {
    bench().vault().seal(tx, 4112, nobody, {"need", "x", "details"}, "asked without a profile");
  });
  EXPECT_EQ(with_a_key_too_many(), std::vector<std::string>{nobody.text()});
  const auto opened = bench().run(TestBench::system(), [&](Call& c) {
    return access::open_account(c, nobody, phone_of("13900000777"));
  });
  ASSERT_EQ(code_of(opened), "");
  EXPECT_EQ(with_a_key_too_many(), std::vector<std::string>{});
}

TEST_P(OwnData, IsErasedWithAllThatWasMergedIntoIt) {
  const PersonId a = enter("王晓明"), b = enter("汪小明");
  done(worker, merge_persons, MergePersons{a, b});
  done(worker, merge_persons, MergePersons{person, a});
  ASSERT_EQ(code_of(run(worker, erase_person, ErasePerson{person})), "");
  const std::string text = all_text();
  for (const char* name : {"王小明", "王晓明", "汪小明"})
    EXPECT_EQ(text.find(name), text.npos) << name;
}

TEST_P(OwnData, IsNotErasedWhileSomethingIsUnderWay) {
  const Uuid need = Uuid::make(bench().now(), bench().rng());
  begin_work(person, need, "service");
  const auto refused = run(as(person), erase_person, ErasePerson{person});
  ASSERT_EQ(code_of(refused), "person_held");
  EXPECT_EQ(refused.refused().seen, "服务");
  begin_work(person, need, "service");  // twice is once
  Actor reader = as(person);
  reader.lang = Lang::en;
  EXPECT_EQ(run(reader, erase_person, ErasePerson{person}).refused().seen, "a service");
  bench().tick(std::chrono::seconds{1});
  const Uuid other = Uuid::make(bench().now(), bench().rng());
  begin_work(person, other, "need");
  EXPECT_EQ(run(as(person), erase_person, ErasePerson{person}).refused().seen,
            "服务、未办结的求助");
  end_work(person, other);
  end_work(person, need);
  EXPECT_EQ(code_of(run(as(person), erase_person, ErasePerson{person})), "");
}

TEST_P(OwnData, IsErasedByTheRightPeopleOnly) {
  const PersonId other = enter("旁人");
  EXPECT_EQ(code_of(run(Actor{}, erase_person, ErasePerson{person})), "not_signed_in");
  EXPECT_EQ(code_of(run(as(other), erase_person, ErasePerson{person})), "person_unknown");
  const auto code = run(as(person), make_family_code, MakeFamilyCode{});
  done(as(other), use_family_code,
       UseFamilyCode{Text<8, 12>::parse(code->code).value(), Relation::child});
  EXPECT_EQ(code_of(run(as(other), erase_person, ErasePerson{person})), "proxy_only_asks");
  EXPECT_EQ(code_of(run(worker, erase_person, ErasePerson{person})), "");
}

}  // namespace
}  // namespace lastmile::people
