#include "vault/vault.h"

#include <gmock/gmock.h>
#include <sodium.h>
#include <sys/stat.h>

#include <atomic>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>

#include "storage/test_db.h"
#include "vault/file.h"
#include "vault/forgotten.h"
#include "vault/key_store.h"
#include "vault/root.h"
#include "vault/test_dir.h"

namespace lastmile::vault {
namespace {

using storage::Tx;
using storage::Unavailable;

constexpr int region = 4112;
constexpr Spot phone_spot{"person", "row-1", "phone"};

PersonId person(int n) {
  Rng rng(static_cast<std::uint64_t>(n) + 1000);
  return PersonId::make(at_ms(1'700'000'000'000), rng);
}

struct VaultTest : storage::OnEachDatabase {
  void SetUp() override {
    OnEachDatabase::SetUp();
    if (!IsSkipped()) vault = Vault::open(dir.path(), db());
  }
  Sealed seal(int n, std::string_view plain, const Spot& spot = phone_spot) {
    return db().writing([&](Tx& tx) { return vault->seal(tx, region, person(n), spot, plain); });
  }
  std::optional<std::string> open(int n, const Sealed& sealed, const Spot& spot = phone_spot) {
    return db().reading([&](Tx& tx) { return vault->open(tx, region, person(n), spot, sealed); });
  }
  void forget(int n) {
    db().write([&](Tx& tx) { vault->forget(tx, region, person(n)); });
  }
  std::vector<PersonKeyRow> key_rows() {
    return db().reading([](Tx& tx) { return keys_after(tx, {}, "", 10'000); });
  }
  std::vector<KekRow> keks() {
    return db().reading([](Tx& tx) { return list_keks(tx); });
  }

  TestDir dir;
  std::unique_ptr<Vault> vault;
};
EACH_DATABASE(VaultTest);

TEST_P(VaultTest, OpensWhatItSealed) {
  const Sealed sealed = seal(1, "13803980001");
  EXPECT_TRUE(sealed.text.starts_with("1.1."));
  EXPECT_EQ(sealed.text.find("1380398"), std::string::npos);
  EXPECT_EQ(open(1, sealed), "13803980001");
  EXPECT_EQ(open(1, seal(1, "")), "");
  EXPECT_EQ(open(1, seal(1, std::string("\0\xff", 2))), std::string("\0\xff", 2));
}

TEST_P(VaultTest, SealsTheSameTextDifferentlyEachTime) {
  EXPECT_NE(seal(1, "same").text, seal(1, "same").text);
}

TEST_P(VaultTest, StillOpensAfterARestart) {
  const Sealed sealed = seal(1, "13803980001");
  const Sealed own = vault->seal_own(phone_spot, "own");
  const auto index = vault->blind_index("phone", "13803980001");
  const auto derived = vault->derive("check_in_code/1");
  const auto signature = vault->sign("text");
  vault = Vault::open(dir.path(), db());
  EXPECT_EQ(open(1, sealed), "13803980001");
  EXPECT_EQ(vault->open_own(phone_spot, own), "own");
  EXPECT_EQ(vault->blind_index("phone", "13803980001"), index);
  EXPECT_EQ(vault->derive("check_in_code/1"), derived);
  EXPECT_TRUE(is_signed("text", signature, vault->public_key()));
}

TEST_P(VaultTest, RefusesACiphertextMovedToAnotherPlace) {
  const Sealed sealed = seal(1, "13803980001");
  EXPECT_THROW(open(1, sealed, {"person", "row-2", "phone"}), Broken);
  EXPECT_THROW(open(1, sealed, {"person", "row-1", "address"}), Broken);
  EXPECT_THROW(open(1, sealed, {"contact", "row-1", "phone"}), Broken);
  seal(2, "another person with a key");
  EXPECT_THROW(open(2, sealed), Broken);
  EXPECT_THROW(open(3, sealed), Broken);
  const Sealed own = vault->seal_own(phone_spot, "own");
  EXPECT_THROW(vault->open_own({"person", "row-2", "phone"}, own), Broken);
}

TEST_P(VaultTest, RefusesEverySingleChangedCharacter) {
  const Sealed sealed = seal(1, "13803980001");
  const Sealed own = vault->seal_own(phone_spot, "own");
  for (std::size_t i = 0; i < sealed.text.size(); ++i) {
    Sealed bad = sealed;
    bad.text[i] = bad.text[i] == 'A' ? 'B' : 'A';
    EXPECT_THROW(open(1, bad), Broken) << i;
  }
  for (std::size_t i = 0; i < own.text.size(); ++i) {
    Sealed bad = own;
    bad.text[i] = bad.text[i] == 'A' ? 'B' : 'A';
    EXPECT_THROW(vault->open_own(phone_spot, bad), Broken) << i;
  }
  for (const auto* text : {"", "1", "1.1", "1.1.", "1.1..x", "1.2.key.AAAA", "2.1.key.AAAA"}) {
    EXPECT_THROW(open(1, {text}), Broken) << text;
  }
}

TEST_P(VaultTest, ErasureIsForGood) {
  const Sealed sealed = seal(1, "13803980001");
  const Sealed other = seal(2, "13803980002");
  ASSERT_EQ(open(1, sealed), "13803980001");  // and is cached now
  forget(1);
  EXPECT_EQ(open(1, sealed), std::nullopt);
  EXPECT_EQ(open(2, other), "13803980002");
  vault = Vault::open(dir.path(), db());
  EXPECT_EQ(open(1, sealed), std::nullopt);
  for (const auto& row : key_rows()) {
    EXPECT_EQ(row.wrapped.has_value(), row.person == person(2));
  }
}

TEST_P(VaultTest, WhatIsSealedAfterErasureOpensWhileTheOldStaysClosed) {
  const Sealed old = seal(1, "old");
  forget(1);
  const Sealed fresh = seal(1, "fresh");
  EXPECT_EQ(open(1, old), std::nullopt);
  EXPECT_EQ(open(1, fresh), "fresh");
}

TEST_P(VaultTest, AKeyTellsWhetherItWasMadeAfterAnErasure) {
  seal(1, "erased soon");
  seal(2, "kept");
  forget(1);
  const auto held = [&] {
    std::vector<std::pair<PersonId, bool>> all;
    for (const auto& key : db().reading([](Tx& tx) { return keys_held(tx, region); })) {
      all.emplace_back(key.person, key.since_erasure);
    }
    return all;
  };
  using testing::Pair, testing::UnorderedElementsAre;
  EXPECT_THAT(held(), UnorderedElementsAre(Pair(person(2), false)));
  seal(1, "noted later");
  seal(1, "and once more");
  EXPECT_THAT(held(), UnorderedElementsAre(Pair(person(1), true), Pair(person(2), false)));
  vault->rotate(db());
  EXPECT_THAT(held(), UnorderedElementsAre(Pair(person(1), true), Pair(person(2), false)));
}

TEST_P(VaultTest, AnErasureRolledBackErasesNothing) {
  const Sealed sealed = seal(1, "kept");
  EXPECT_THROW(db().write([&](Tx& tx) {
    vault->forget(tx, region, person(1));
    EXPECT_EQ(vault->open(tx, region, person(1), phone_spot, sealed), std::nullopt);
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  EXPECT_EQ(open(1, sealed), "kept");
}

TEST_P(VaultTest, AKeyWhoseMakingWasRolledBackIsNeverUsed) {
  EXPECT_THROW(db().write([&](Tx& tx) {
    const Sealed lost = vault->seal(tx, region, person(1), phone_spot, "lost");
    EXPECT_EQ(vault->open(tx, region, person(1), phone_spot, lost), "lost");
    throw std::runtime_error("no");
  }),
               std::runtime_error);
  const Sealed sealed = seal(1, "kept");
  vault = Vault::open(dir.path(), db());
  EXPECT_EQ(open(1, sealed), "kept");
}

TEST_P(VaultTest, SealingNeedsAWriteTransaction) {
  EXPECT_THROW(
      db().read([&](Tx& tx) { (void)vault->seal(tx, region, person(1), phone_spot, "x"); }),
      Broken);
}

TEST_P(VaultTest, AnotherServerOnTheSameDataReadsAndForgets) {
  const auto other = Vault::open(dir.path(), db());
  const Sealed sealed = seal(1, "13803980001");
  EXPECT_EQ(
      db().reading([&](Tx& tx) { return other->open(tx, region, person(1), phone_spot, sealed); }),
      "13803980001");
  vault->rotate(db());
  const Sealed later = seal(2, "under the new key");
  EXPECT_EQ(
      db().reading([&](Tx& tx) { return other->open(tx, region, person(2), phone_spot, later); }),
      "under the new key");
  const Sealed theirs = db().writing(
      [&](Tx& tx) { return other->seal(tx, region, person(3), phone_spot, "by the other"); });
  EXPECT_EQ(open(3, theirs), "by the other");
  EXPECT_EQ(key_rows().back().kek, keks().front().id);
}

TEST_P(VaultTest, RotationWrapsEveryKeyAnewAndDropsTheOldOne) {
  std::vector<Sealed> sealed;
  for (int n = 0; n < 450; ++n) sealed.push_back(seal(n, "text " + std::to_string(n)));
  const Sealed own = vault->seal_own(phone_spot, "own");
  const auto index = vault->blind_index("phone", "1");
  const auto signer = vault->public_key();
  const std::string before = keks().front().id;
  EXPECT_EQ(vault->rotate(db()), 450);
  ASSERT_EQ(keks().size(), 1u);
  EXPECT_NE(keks().front().id, before);
  for (const auto& row : key_rows()) EXPECT_EQ(row.kek, keks().front().id);
  EXPECT_NE(vault->seal_own(phone_spot, "x").text.substr(0, 7), own.text.substr(0, 7));
  vault = Vault::open(dir.path(), db());
  for (int n = 0; n < 450; ++n) EXPECT_EQ(open(n, sealed[n]), "text " + std::to_string(n));
  EXPECT_EQ(vault->open_own(phone_spot, own), "own");
  EXPECT_EQ(vault->blind_index("phone", "1"), index);
  EXPECT_EQ(vault->public_key(), signer);
}

TEST_P(VaultTest, RotatesWhileOthersSealAndOpen) {
  for (int n = 0; n < 300; ++n) seal(n, "before");
  std::atomic<bool> stop = false;
  std::atomic<int> done = 0;
  std::thread others([&] {
    for (int n = 300; !stop || done < 50; ++n, ++done) {
      const Sealed sealed = seal(n, "during");
      EXPECT_EQ(open(n, sealed), "during");
    }
  });
  for (int i = 0; i < 5; ++i) EXPECT_GE(vault->rotate(db()), 300);
  stop = true;
  others.join();
  ASSERT_EQ(keks().size(), 1u);
  EXPECT_EQ(key_rows().size(), 300u + static_cast<std::size_t>(done));
  for (const auto& row : key_rows()) EXPECT_EQ(row.kek, keks().front().id);
}

/// Stops the rotation after its n-th transaction, as a kill would.
struct Interrupted final : storage::BatchSeal {
  int left = 0;
  void batch_begins(Tx&) override {
    if (left-- == 0) throw std::runtime_error("killed");
  }
  void batch_ends(Tx&) override {}
};

TEST_P(VaultTest, AnInterruptedRotationIsFinishedByTheNext) {
  std::vector<Sealed> sealed;
  for (int n = 0; n < 450; ++n) sealed.push_back(seal(n, "text"));
  for (int after = 1; after <= 4; ++after) {
    const std::string before = keks().front().id;
    Interrupted interrupted;
    interrupted.left = after;
    db().set_seal(&interrupted);
    EXPECT_THROW(vault->rotate(db()), std::runtime_error);
    db().set_seal(nullptr);
    ASSERT_EQ(keks().size(), 2u);
    const std::string newest = keks().front().id;
    EXPECT_NE(newest, before);
    vault = Vault::open(dir.path(), db());
    for (int n = 0; n < 450; n += 37) EXPECT_EQ(open(n, sealed[n]), "text");
    EXPECT_EQ(vault->rotate(db()), std::max(0, 450 - 200 * (after - 1)));
    ASSERT_EQ(keks().size(), 1u);
    EXPECT_EQ(keks().front().id, newest);  // finished, not begun again
  }
}

TEST_P(VaultTest, AChangedKeyRowIsFound) {
  const Sealed sealed = seal(1, "x");
  const Sealed other = seal(2, "y");
  auto rows = key_rows();
  std::swap(rows[0].wrapped, rows[1].wrapped);
  db().write([&](Tx& tx) {
    for (const auto& row : rows) tx.update(row);
  });
  vault = Vault::open(dir.path(), db());
  EXPECT_THROW(open(1, sealed), Broken);
  EXPECT_THROW(open(2, other), Broken);
}

std::string message_of(const std::function<void()>& f) {
  try {
    f();
  } catch (const Unavailable& e) {
    return e.what();
  }
  return "nothing was thrown";
}

TEST_P(VaultTest, RefusesARootKeyOthersMayRead) {
  std::filesystem::permissions(dir.path() / "root.key", std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  EXPECT_NE(message_of([&] { Vault::open(dir.path(), db()); }).find("read by others"),
            std::string::npos);
}

TEST_P(VaultTest, RefusesAWrongAMissingAndADamagedRootKey) {
  const TestDir elsewhere;
  create_root(elsewhere.path() / "root.key");
  EXPECT_NE(message_of([&] { Vault::open(elsewhere.path(), db()); }).find("another root key"),
            std::string::npos);
  const TestDir empty;
  EXPECT_NE(message_of([&] { Vault::open(empty.path(), db()); }).find("is missing"),
            std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(empty.path() / "root.key"));
  const TestDir damaged;
  write_new_file(damaged.path() / "root.key", "lastmile-root-1 AAAA\n", 0400);
  EXPECT_NE(message_of([&] { Vault::open(damaged.path(), db()); }).find("is damaged"),
            std::string::npos);
}

/// Whoever looks while it is made — a start after a kill — sees the whole file or none.
TEST(NewFile, AppearsWhole) {
  const TestDir dir;
  const auto file = dir.path() / "key";
  const std::string whole(60, 'k');
  std::atomic<bool> done = false;
  std::thread maker([&] {
    for (int i = 0; i < 3000; ++i) {
      write_new_file(file, whole, 0400);
      std::filesystem::remove(file);
    }
    done = true;
  });
  std::set<std::string> seen;
  while (!done) {
    std::ifstream in(file);
    if (in) seen.insert(std::string(std::istreambuf_iterator<char>(in), {}));
  }
  maker.join();
  EXPECT_LE(seen.size(), 1u);
  EXPECT_TRUE(seen.empty() || *seen.begin() == whole);
  write_new_file(file, whole, 0400);
  EXPECT_THROW(write_new_file(file, "other", 0400), Unavailable);
  std::ifstream in(file);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), whole);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(dir.path()), {}), 1);
}

TEST_P(VaultTest, TheRootKeyIsMadeForItsOwnerAlone) {
  struct stat about{};
  ASSERT_EQ(::stat((dir.path() / "root.key").c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0400u);
}

TEST_P(VaultTest, BlindIndexesMeetByTypeAndTextOnly) {
  const auto index = vault->blind_index("phone", "13803980001");
  EXPECT_EQ(index.size(), 22u);
  EXPECT_EQ(index, vault->blind_index("phone", "13803980001"));
  EXPECT_NE(index, vault->blind_index("phone", "13803980002"));
  EXPECT_NE(index, vault->blind_index("id_number", "13803980001"));
  const TestDir elsewhere;
  storage::TestDb other(GetParam());
  EXPECT_NE(index, Vault::open(elsewhere.path(), *other)->blind_index("phone", "13803980001"));
}

TEST_P(VaultTest, DerivedKeysDifferByPurpose) {
  EXPECT_EQ(vault->derive("a"), vault->derive("a"));
  EXPECT_NE(vault->derive("a"), vault->derive("b"));
}

TEST_P(VaultTest, SignsForReadersWithoutAVault) {
  const auto signature = vault->sign("certificate");
  EXPECT_TRUE(is_signed("certificate", signature, vault->public_key()));
  EXPECT_FALSE(is_signed("certificatE", signature, vault->public_key()));
  Vault::PublicKey grown_key{};
  std::array<std::uint8_t, 64> secret{};
  crypto_sign_seed_keypair(grown_key.data(), secret.data(), vault->derive(signing_purpose).data());
  EXPECT_EQ(grown_key, vault->public_key());
}

TEST_P(VaultTest, KeysTravelInAFileOfTheirOwn) {
  const Sealed kept = seal(1, "kept");
  const Sealed erased = seal(2, "erased");
  const auto file = dir.path() / "keys";
  EXPECT_EQ(vault->export_keys(db(), file), 2);
  struct stat about{};
  ASSERT_EQ(::stat(file.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600u);

  storage::TestDb restored(GetParam());  // as after a restore: the same root, no person keys
  vault = Vault::open(dir.path(), *restored);
  EXPECT_THROW(
      restored->read([&](Tx& tx) { (void)vault->open(tx, region, person(1), phone_spot, kept); }),
      Broken);
  EXPECT_EQ(vault->import_keys(*restored, file), 2);
  const auto open_there = [&](int n, const Sealed& sealed) {
    return restored->reading(
        [&](Tx& tx) { return vault->open(tx, region, person(n), phone_spot, sealed); });
  };
  EXPECT_EQ(open_there(1, kept), "kept");
  EXPECT_EQ(open_there(2, erased), "erased");
  restored->write([&](Tx& tx) { vault->forget(tx, region, person(2)); });
  EXPECT_EQ(vault->import_keys(*restored, file), 1);
  EXPECT_EQ(open_there(2, erased), std::nullopt);
  vault->rotate(*restored);
  EXPECT_EQ(open_there(1, kept), "kept");
}

TEST_P(VaultTest, ADamagedOrForeignKeyFileChangesNothing) {
  seal(1, "x");
  const auto file = dir.path() / "keys";
  vault->export_keys(db(), file);
  std::ifstream in(file);
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  const auto before = key_rows().size();
  for (std::size_t i = 0; i < text.size(); i += 7) {
    std::string bad = text;
    bad[i] ^= 1;
    replace_file(file, bad, 0600);
    EXPECT_THROW(vault->import_keys(db(), file), Unavailable) << i;
  }
  replace_file(file, text.substr(0, text.size() / 2), 0600);
  EXPECT_THROW(vault->import_keys(db(), file), Unavailable);
  replace_file(file, text, 0600);
  const TestDir elsewhere;
  storage::TestDb other(GetParam());
  EXPECT_THROW(Vault::open(elsewhere.path(), *other)->import_keys(*other, file), Unavailable);
  EXPECT_EQ(key_rows().size(), before);
}

TEST_P(VaultTest, AKeyFileAndARootAreTriedBeforeAnythingIsTaken) {
  seal(1, "x");
  const auto file = dir.path() / "keys";
  vault->export_keys(db(), file);
  const Key root = read_root(dir.path() / "root.key").value();
  EXPECT_NO_THROW(check_key_file(root, file));
  EXPECT_NO_THROW(db().read([&](Tx& tx) { check_root(root, tx); }));
  const Key another = Key::random();
  EXPECT_NE(message_of([&] {
              db().read([&](Tx& tx) { check_root(another, tx); });
            }).find("another root key"),
            std::string::npos);
  const auto said = message_of([&] { check_key_file(another, file); });
  EXPECT_NE(said.find(file.string()), std::string::npos) << said;
  EXPECT_NE(said.find("of another root key"), std::string::npos) << said;
  std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
  EXPECT_NE(message_of([&] { check_key_file(root, file); }).find("copy it again"),
            std::string::npos);
  replace_file(file, "hello\n", 0600);
  EXPECT_NE(message_of([&] { check_key_file(root, file); }).find("`lastmile backup FILE` wrote"),
            std::string::npos);
  replace_file(file, "", 0600);
  EXPECT_NE(message_of([&] { check_key_file(root, file); }).find("is empty"), std::string::npos);
  EXPECT_NE(message_of([&] { check_key_file(root, dir.path() / "none"); }).find("cannot be read"),
            std::string::npos);
}

}  // namespace
}  // namespace lastmile::vault
