#include "merkle/note.h"

#include <gtest/gtest.h>

#include "base/base64.h"
#include "merkle/utf8.h"

namespace lastmile::merkle {
namespace {

// The key, text and signature of the documentation of Go's golang.org/x/mod/sumdb/note.
constexpr std::string_view peter_line =
    "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const std::string peter_text =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n";
const std::string peter_note =
    peter_text +
    "\n\u2014 PeterNeumann "
    "x08go/ZJkuBS9UG/"
    "SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

// PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz, from there too.
Signer peter() {
  const auto typed = from_base64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz");
  KeySeed seed;
  std::copy(typed->begin() + 1, typed->end(), seed.begin());
  return make_signer("PeterNeumann", seed);
}

Signer signer_called(std::string name) { return make_signer(std::move(name), KeySeed{1, 2, 3}); }

TEST(Note, VerifiesTheNoteOfGosLibrary) {
  const auto verifier = parse_verifier(peter_line);
  ASSERT_TRUE(verifier);
  EXPECT_EQ(key_id(*verifier), (KeyId{0xc7, 0x4f, 0x20, 0xa3}));
  const auto note = parse_note(peter_note);
  ASSERT_TRUE(note);
  EXPECT_EQ(note->text, peter_text);
  EXPECT_TRUE(verify_note(*note, *verifier));
}

TEST(Note, SignsAsGosLibraryDoesToTheByte) {
  EXPECT_EQ(sign_note({peter_text, {}}, peter()), peter_note);
  EXPECT_EQ(verifier_line(verifier_of(peter())), peter_line);
}

TEST(Note, FallsWithAnySingleBit) {
  const auto verifier = parse_verifier(peter_line);
  for (std::size_t bit = 0; bit < peter_note.size() * 8; ++bit) {
    std::string bent = peter_note;
    bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ 1 << bit % 8);
    const auto note = parse_note(bent);
    EXPECT_FALSE(note && verify_note(*note, *verifier)) << bit;
  }
}

TEST(Note, BearsSeveralSignatures) {
  const Signer a = signer_called("a.example/log");
  const Signer b = make_signer("证人.example", KeySeed{9});
  const auto once = parse_note(*sign_note({"text\n\nwith an empty line\n", {}}, a));
  const auto twice = parse_note(*sign_note(*once, b));
  ASSERT_TRUE(twice);
  EXPECT_EQ(twice->signatures.size(), 2);
  EXPECT_TRUE(verify_note(*twice, verifier_of(a)));
  EXPECT_TRUE(verify_note(*twice, verifier_of(b)));
  EXPECT_FALSE(verify_note(*once, verifier_of(b)));
  // The same key under another name is another verifier.
  EXPECT_FALSE(verify_note(*twice, {"other.example", verifier_of(a).key}));
}

TEST(Note, IsRefusedWholeWhenOneSignatureOfTheKeyIsWrong) {
  const Signer a = signer_called("a.example");
  auto note = *parse_note(*sign_note({"text\n", {}}, a));
  note.signatures.push_back(note.signatures[0]);
  EXPECT_TRUE(verify_note(note, verifier_of(a)));
  note.signatures[1].bytes[5] ^= 1;
  EXPECT_FALSE(verify_note(note, verifier_of(a)));
  note.signatures[1].bytes.resize(63);
  EXPECT_FALSE(verify_note(note, verifier_of(a)));
}

TEST(Note, IsNotSignedWhenItCouldNotBeReadBack) {
  const Signer good = signer_called("a.example");
  EXPECT_TRUE(sign_note({"满天星\n", {}}, good));
  for (const std::string text : {"", "no newline", "tab\there\n", "\xff\n", "\xed\xa0\x80\n"}) {
    EXPECT_FALSE(sign_note({text, {}}, good)) << text;
  }
  EXPECT_FALSE(sign_note({std::string(note_bytes_max, 'x') + '\n', {}}, good));
  for (const std::string name : {"", "a b", "a+b", "a\nb", "a\u3000b", "a\u00a0b", "\xc0\x80"}) {
    EXPECT_FALSE(sign_note({"text\n", {}}, signer_called(name))) << name;
    EXPECT_FALSE(verifier_line({name, {}})) << name;
  }
  Signer torn = good;
  torn.secret[40] ^= 1;  // the public half no longer belongs to the seed
  EXPECT_FALSE(sign_note({"text\n", {}}, torn));
}

TEST(Note, OfAWrongFormIsNotRead) {
  const std::string line = peter_note.substr(peter_text.size() + 1);
  const std::string dash = "\u2014 ";
  for (const std::string& text : {
           std::string(),
           std::string("\n"),
           peter_text,
           peter_text + "\n",
           peter_text + line,                                      // no blank line
           peter_note.substr(0, peter_note.size() - 1),            // no last newline
           peter_note + "\n",                                      // a blank line after
           peter_note + "junk\n",                                  //
           peter_text + "\n-- " + line.substr(dash.size()),        // not the em dash
           peter_text + "\n" + dash + "PeterNeumann\n",            // no signature
           peter_text + "\n" + dash + "PeterNeumann x08g\n",       // a key id, too short
           peter_text + "\n" + dash + "PeterNeumann x08go/Y\n",    // no padding
           peter_text + "\n" + dash + "PeterNeumann x08go/Z =\n",  // a space
           peter_text + "\n" + dash + "Peter+Neumann x08go/ZJkuBS\n",
       }) {
    EXPECT_FALSE(parse_note(text)) << text;
  }
  EXPECT_TRUE(parse_note(peter_text + "\n" + dash + "PeterNeumann x08go/ZJkuBS\n"));
  std::string many = peter_text + "\n";
  for (std::size_t i = 0; i < note_signatures_max; ++i) many += line;
  EXPECT_TRUE(parse_note(many));
  EXPECT_FALSE(parse_note(many + line));
}

TEST(Verifier, OfAWrongFormIsNotRead) {
  for (const std::string_view line :
       {"", "PeterNeumann", "PeterNeumann+c74f20a3",
        "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumanx+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+AhPc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T",
        "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"}) {
    EXPECT_FALSE(parse_verifier(line)) << line;
  }
}

TEST(Utf8, ReadsWellFormedTextOnly) {
  const auto all = [](std::string_view text) {
    std::vector<std::uint32_t> points;
    for (Utf8 rest(text); !rest.at_end();) {
      const auto point = rest.next();
      if (!point) return std::vector<std::uint32_t>{0xdead};
      points.push_back(*point);
    }
    return points;
  };
  using Points = std::vector<std::uint32_t>;
  EXPECT_EQ(all("aé满\U0001F31F"), (Points{'a', 0xe9, 0x6ee1, 0x1f31f}));
  EXPECT_EQ(all("\xf4\x8f\xbf\xbf"), (Points{0x10ffff}));
  for (const std::string_view bad :
       {"\x80", "\xc1\xbf", "\xe0\x9f\xbf", "\xed\xa0\x80", "\xf0\x8f\xbf\xbf", "\xf4\x90\x80\x80",
        "\xf5\x80\x80\x80", "\xe6\xbb", "\xe6\xbbx", "a\xff"}) {
    EXPECT_EQ(all(bad), (Points{0xdead}));
  }
}

}  // namespace
}  // namespace lastmile::merkle
