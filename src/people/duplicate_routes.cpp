#include <array>

#include "access/access_errors.h"
#include "access/policy.h"
#include "people/duplicate_errors.h"
#include "people/duplicates.h"
#include "people/people_errors.h"
#include "people/people_routes.h"
#include "people/people_words.h"

namespace lastmile::people {
namespace {

constexpr std::array duplicate_heads{
    http::Head{"a", {"one person", "甲编号"}},
    http::Head{"b", {"other person", "乙编号"}},
    http::Head{"a_name", {"one's name", "甲姓名"}},
    http::Head{"b_name", {"other's name", "乙姓名"}},
    http::Head{"a_site", {"one's site id", "甲站点编号"}},
    http::Head{"b_site", {"other's site id", "乙站点编号"}},
    http::Head{"reasons", {"reasons", "理由"}},
    http::Head{"score", {"score", "相似度"}},
};
constexpr std::array merge_heads{
    http::Head{"merge", {"merge", "合并编号"}},
    http::Head{"kept", {"person kept", "保留人员编号"}},
    http::Head{"gone", {"person merged", "并入人员编号"}},
    http::Head{"merged_by", {"merged by", "合并人编号"}},
    http::Head{"merged_at", {"merged at", "合并时间"}},
    http::Head{"undone_at", {"undone at", "撤销时间"}},
    http::Head{"undo_until", {"undo until", "可撤销至"}},
};

}  // namespace

void add_duplicate_routes(http::Router& r) {
  using access::not_yours;
  const auto people_read = to_text(access::Right::people_read);
  const auto people_write = to_text(access::Right::people_write);
  r.table("GET /v1/duplicates", list_duplicates, duplicate_heads)
      .granted(people_read)
      .is_slow()
      .says({"Profiles that may be one person, with the reasons.", "列出疑似重复的人员及理由。"})
      .refuses({not_yours});
  r.command("POST /v1/duplicates/dismiss", dismiss_duplicate)
      .granted(people_write)
      .says({"They are two people; not to be suggested again.", "确认为两个人，不再提示。"})
      .refuses({person_unknown, not_yours, person_erased})
      .about("/b", {merge_with_self});
  r.table("GET /v1/merges", list_merges, merge_heads)
      .granted(people_read)
      .says({"Profiles joined, and how long it can be undone.", "列出合并记录。"})
      .refuses({not_yours});
  r.command("POST /v1/me/merge-code", make_merge_code)
      .is_secret()
      .says({"Make a code by which I agree to have two profiles of mine joined.",
             "生成合并码，表示同意合并我的两份资料。"})
      .refuses({person_unknown});
  r.command("POST /v1/merges", merge_persons)
      .granted(people_write)
      .keeps_writes_of_refusals()
      .says({"Join two profiles of one person; where both have an account, with a code of each.",
             "合并同一人的两份资料；双方都有账号的，须各凭本人的合并码。"})
      .refuses({person_unknown, not_yours, person_erased, merge_own, merge_id_numbers_differ,
                merge_while_held, merge_too_many, merge_two_accounts, merge_code_tries_over})
      .about("/kept", {merge_keep_the_account})
      .about(http::field_by_verb, {merge_code_wrong})
      .about("/gone", {merge_with_self});
  r.command("POST /v1/merges/{merge}/undo", undo_merge)
      .granted(people_write)
      .says({"Part them again, within 30 days.", "30 天内撤销合并。"})
      .refuses({merge_unknown, not_yours, merge_undone_already, merge_too_old, person_erased,
                merge_not_last});
}

}  // namespace lastmile::people
