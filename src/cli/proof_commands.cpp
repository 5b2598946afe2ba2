#include <cstdio>
#include <fstream>
#include <sstream>

#include "app/issuer.h"
#include "app/town_check.h"
#include "cli/cli.h"
#include "merkle/note.h"
#include "records/certificate.h"

/// verify, replay, verify-certificate: what anyone does who wants to be sure.
namespace lastmile::cli {
namespace {

// Apart from 1, which says that it was looked at and something is wrong with it.
constexpr int not_checked = 2;

/// What a finding of the journal means, for who reads it first.
std::string_view meaning(std::string_view what) {
  if (what == "changed") return "changed: edited behind the program's back";
  if (what == "missing") return "missing: deleted behind the program's back";
  if (what == "added") return "added: put in behind the program's back";
  if (what == "overwritten") {
    return "overwritten: edited or deleted behind the program's back, then written by a command";
  }
  if (what == "leaf_changed") return "leaf_changed: a fact of the journal was edited";
  if (what == "gap") return "gap: facts of the journal are gone";
  if (what == "derived") return "differs from what the journal says";
  if (what == "gone") {
    return "gone: no fact of the journal is left, so no row can be judged; restore a backup";
  }
  if (what == "tree") return "tree: not what the signed checkpoint says";
  if (what == "signature") return "signature: not signed by this town, or for another size";
  return what;
}

// What is wrong with a town ends with 1; where there is none nothing was looked at.
int looked_at(const std::function<int()>& look) {
  try {
    return look();
  } catch (const app::NoTown& none) {
    std::fprintf(stderr, "lastmile: %s\n", none.what());
    return not_checked;
  }
}

// 1: something is wrong; 2: that cannot be said, as a part could not be looked at.
int verify(const Store& store) {
  const app::TownReport report = app::check_town(store.options());
  for (const auto& f : report.findings) {
    const std::string what(meaning(f.what));
    std::printf("%s%s%s: %s\n", f.table.c_str(), f.row.empty() ? "" : " ", f.row.c_str(),
                what.c_str());
  }
  for (const auto& part : report.not_checked) std::printf("not checked: %s\n", part.c_str());
  const std::size_t count = report.findings.size();
  if (count > 0) {
    std::printf("%zu finding%s.\n", count, count == 1 ? "" : "s");
    return 1;
  }
  if (!report.not_checked.empty()) {
    std::printf("Nothing wrong in what could be checked; run it again once the rest can be.\n");
    return not_checked;
  }
  std::printf("OK: %lld leaves, every sealed row and every derived row as the journal says.\n",
              static_cast<long long>(report.leaves));
  return 0;
}

int replay(const Store& store, bool keep) {
  app::Town town(store.options());
  const auto differing = jobs::replay(town.commands(), town.registry(), keep);
  for (const auto& row : differing) std::printf("%s: differed\n", row.c_str());
  std::printf("%zu derived rows differed%s.\n", differing.size(),
              keep ? "; the rebuilt ones now stand" : "");
  return differing.empty() || keep ? 0 : 1;
}

struct CertificateOptions {
  std::string file;
  std::string key;
  std::string data = "data";
};

// Whoever wrote the file chose the key in it, so it proves nothing by itself: the issuer's comes
// from elsewhere, by --key or from the data of the town that runs here.
std::string issuer_key(const CertificateOptions& o) {
  if (!o.key.empty()) return o.key;
  std::ifstream in(app::issuer_file(o.data));
  std::string line;
  std::getline(in, line);
  return line;
}

// A certificate as its paper says it: who, how long, by whom, and each service.
void print_certificate(const records::CertificateText& text, const char* verdict) {
  const std::string holder = text.holder + (text.id_number ? " " + *text.id_number : "");
  std::printf("%s %s: %s, %lld min\n", verdict, text.serial.c_str(), holder.c_str(),
              static_cast<long long>(text.minutes));
  // With its time and zone: the day alone may be another one where the issuer is.
  std::printf("     issued %s by %s%s%s\n", text.issued_at.c_str(), text.issuer.c_str(),
              text.town ? (", " + *text.town).c_str() : "",
              text.key_id ? (", key " + *text.key_id).c_str() : "");
  for (const auto& line : text.lines) {
    std::printf("     %s  %lld min, grade %s  %s, %s\n", line.day.c_str(),
                static_cast<long long>(line.minutes), std::string(to_text(line.grade)).c_str(),
                line.content_zh.c_str(), line.unit.c_str());
  }
  std::printf("     What was revoked or corrected since only the issuer knows: %s\n",
              text.verify_at.c_str());
}

int no_certificate(const std::string& file, const char* why) {
  std::fprintf(stderr,
               "lastmile: %s %s, so nothing was checked: its holder gets the file at\n"
               "  GET /v1/certificates/{serial}/file\n",
               file.c_str(), why);
  return not_checked;
}

int verify_certificate(const CertificateOptions& o) {
  std::ifstream in(o.file);
  std::stringstream text;
  text << in.rdbuf();
  if (!in) return no_certificate(o.file, "cannot be read");
  if (text.str().empty()) return no_certificate(o.file, "is empty");
  const auto file = from_json<records::CertificateFile>(text.str());
  if (!file.ok()) return no_certificate(o.file, "is no certificate file, or not the whole of one");
  const std::string key = issuer_key(o);
  if (!key.empty() && !merkle::parse_verifier(key)) {
    std::fprintf(stderr,
                 "lastmile: %s is no key, so nothing was checked: give the line that the issuer "
                 "publishes at GET /v1/journal, name+id+key\n",
                 o.key.empty() ? app::issuer_file(o.data).c_str() : "--key");
    return not_checked;
  }
  const auto check = records::check_certificate(*file, key);
  if (!check.ok()) return no_certificate(o.file, "holds no text or key of a certificate");
  const auto say = [](const char* what, bool good) {
    std::printf("%-4s %s\n", good ? "ok" : "BAD", what);
  };
  say("the text is what the key signed", check->signature_ok);
  say("the journal entry names this very text", check->leaf_ok);
  say("the entry stands in the tree", check->included);
  say("the key signed the tree's head", check->checkpoint_ok);
  constexpr int issuer_unknown = 3;
  const bool known = check->key_given;
  print_certificate(check->text, !check->ok() ? "NOT VALID" : known ? "VALID" : "ISSUER UNKNOWN");
  if (check->ok() && !known) {
    std::printf(
        "The key is the file's own, and anybody can make one: pass --key with the line the\n"
        "issuer publishes at GET /v1/journal.\n");
    return issuer_unknown;
  }
  return check->ok() ? 0 : 1;
}

}  // namespace

void add_proof_commands(CLI::App& app, Action& action) {
  {
    auto store = std::make_shared<Store>();
    auto* sub =
        app.add_subcommand("verify", "Prove every row against the signed journal; names each edit");
    add_store(*sub, *store);
    sub->callback([store, &action] {
      action = [store] { return looked_at([store] { return verify(*store); }); };
    });
  }
  {
    auto store = std::make_shared<Store>();
    auto keep = std::make_shared<bool>(false);
    auto* sub =
        app.add_subcommand("replay", "Rebuild every derived table from the journal and compare");
    add_store(*sub, *store);
    sub->add_flag("--keep", *keep, "Let the rebuilt rows stand");
    sub->callback([store, keep, &action] {
      action = [store, keep] { return looked_at([&] { return replay(*store, *keep); }); };
    });
  }
  {
    auto o = std::make_shared<CertificateOptions>();
    auto* sub =
        app.add_subcommand("verify-certificate", "Check a certificate file without the server");
    sub->add_option("file", o->file, "The file its holder keeps")->required();
    sub->add_option("--key", o->key, "Verifier line the issuer publishes (GET /v1/journal)");
    sub->add_option("--data", o->data, "Without --key: the folder of the town whose key is trusted")
        ->capture_default_str();
    sub->callback([o, &action] { action = [o] { return verify_certificate(*o); }; });
  }
}

}  // namespace lastmile::cli
