#include "people/people_words.h"

namespace lastmile::people {

Words words_of(Sex value) {
  switch (value) {
    case Sex::female:
      return {"female", "女"};
    case Sex::male:
      return {"male", "男"};
    case Sex::unsaid:
      return {"not said", "未说明"};
  }
  return {};
}

Words words_of(RecipientGroup value) {
  switch (value) {
    case RecipientGroup::child:
      return {"child", "儿童"};
    case RecipientGroup::woman:
      return {"woman", "妇女"};
    case RecipientGroup::elder:
      return {"elder", "老年人"};
    case RecipientGroup::disabled:
      return {"disabled person", "残疾人"};
    case RecipientGroup::hardship:
      return {"family in hardship", "困难家庭"};
    case RecipientGroup::veteran:
      return {"veteran", "退役军人"};
    case RecipientGroup::public_:
      return {"general public", "社会公众"};
    case RecipientGroup::special:
      return {"special group", "特殊群体"};
    case RecipientGroup::other:
      return {"other", "其他"};
  }
  return {};
}

Words words_of(Transport value) {
  switch (value) {
    case Transport::walk:
      return {"on foot", "步行"};
    case Transport::cycle:
      return {"by bicycle", "骑行"};
    case Transport::drive:
      return {"by car", "驾车"};
  }
  return {};
}

Words words_of(VolunteerState value) {
  switch (value) {
    case VolunteerState::awaiting_yes:
      return {"awaiting their own consent", "待本人同意"};
    case VolunteerState::active:
      return {"active", "正常"};
    case VolunteerState::paused:
      return {"paused", "暂停"};
    case VolunteerState::left:
      return {"left", "已退出"};
    case VolunteerState::merged:
      return {"merged", "已合并"};
  }
  return {};
}

Words words_of(LicenceState value) {
  switch (value) {
    case LicenceState::entered:
      return {"entered", "待核验"};
    case LicenceState::verified:
      return {"verified", "已核验"};
    case LicenceState::rejected:
      return {"rejected", "未通过"};
    case LicenceState::withdrawn:
      return {"withdrawn", "已撤回"};
  }
  return {};
}

Words words_of(GroupState value) {
  switch (value) {
    case GroupState::active:
      return {"active", "正常"};
    case GroupState::closed:
      return {"closed", "已停用"};
  }
  return {};
}

Words words_of(TeamRole value) {
  switch (value) {
    case TeamRole::member:
      return {"member", "队员"};
    case TeamRole::leader:
      return {"leader", "队长"};
  }
  return {};
}

Words words_of(MembershipState value) {
  switch (value) {
    case MembershipState::requested:
      return {"asked to join", "申请加入"};
    case MembershipState::invited:
      return {"invited", "已邀请"};
    case MembershipState::member:
      return {"member", "在队"};
    case MembershipState::declined:
      return {"declined", "已谢绝"};
    case MembershipState::left:
      return {"left", "已退出"};
    case MembershipState::removed:
      return {"removed", "已移出"};
  }
  return {};
}

Words words_of(OrganizationKind value) {
  switch (value) {
    case OrganizationKind::association:
      return {"association", "社会组织"};
    case OrganizationKind::branch:
      return {"branch", "分支机构"};
    case OrganizationKind::unit:
      return {"unit", "单位"};
    case OrganizationKind::school:
      return {"school", "学校"};
    case OrganizationKind::clinic:
      return {"clinic", "医疗机构"};
    case OrganizationKind::other:
      return {"other", "其他"};
  }
  return {};
}

Words words_of(Likeness value) {
  switch (value) {
    case Likeness::id_number:
      return {"same ID number", "证件号码相同"};
    case Likeness::phone_and_name:
      return {"same phone and name", "电话与姓名相同"};
    case Likeness::name_and_birth_day:
      return {"same name and birth day", "姓名与出生日期相同"};
    case Likeness::name_and_household:
      return {"same name and household", "姓名与住户相同"};
    case Likeness::name_and_address:
      return {"same name and address", "姓名与地址相同"};
  }
  return {};
}

Words words_of(ImportKind value) {
  switch (value) {
    case ImportKind::resident:
      return {"residents", "居民"};
    case ImportKind::volunteer:
      return {"volunteers", "志愿者"};
  }
  return {};
}

Words words_of(ImportState value) {
  switch (value) {
    case ImportState::previewed:
      return {"previewed", "待确认"};
    case ImportState::committing:
      return {"being entered", "导入中"};
    case ImportState::committed:
      return {"entered", "已导入"};
    case ImportState::undoing:
      return {"being undone", "撤销中"};
    case ImportState::undone:
      return {"undone", "已撤销"};
  }
  return {};
}

}  // namespace lastmile::people
