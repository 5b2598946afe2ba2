#pragma once
#include "base/text.h"
#include "call/call.h"

/// Dictionaries: codes with names in both languages, kept as data.
namespace lastmile::people {

enum class Dictionary { skill, licence, language, recipient_group };
BOOST_DESCRIBE_ENUM(Dictionary, skill, licence, language, recipient_group)

struct CodeView {
  Dictionary kind = Dictionary::skill;
  std::string code;
  std::string zh;
  std::string en;
};
BOOST_DESCRIBE_STRUCT(CodeView, (), (kind, code, zh, en))
struct CodeList {
  std::vector<CodeView> items;
};
BOOST_DESCRIBE_STRUCT(CodeList, (), (items))
struct ListCodes {
  std::optional<Dictionary> kind;
};
BOOST_DESCRIBE_STRUCT(ListCodes, (), (kind))
struct AddCode {
  Dictionary kind;
  Text<2, 40> code;
  Name zh;
  Name en;
};
BOOST_DESCRIBE_STRUCT(AddCode, (), (kind, code, zh, en))

Result<CodeList> list_codes(Call& call, const ListCodes& query);
/// By who may change settings; `code_malformed`, `code_taken`.
Result<CodeView> add_code(Call& call, const AddCode& cmd);

/// `code_unknown` naming each that is in no such dictionary; `path` is the field's JSON Pointer.
Check known_codes(Call& call, Dictionary kind, const std::vector<std::string>& codes,
                  std::string_view path);
/// The same of a field that holds one code.
Check known_code(Call& call, Dictionary kind, std::string_view code, std::string_view path);

}  // namespace lastmile::people
