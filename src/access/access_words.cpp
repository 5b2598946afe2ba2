#include "access/access_words.h"

namespace lastmile::access {

Words words_of(Role value) {
  switch (value) {
    case Role::station_worker:
      return {"station worker", "社区工作者"};
    case Role::subcenter_staff:
      return {"subcenter staff", "所工作人员"};
    case Role::center_staff:
      return {"center staff", "中心工作人员"};
    case Role::city_office:
      return {"city office", "文明办"};
    case Role::auditor:
      return {"auditor", "审计员"};
    case Role::security_admin:
      return {"security administrator", "安全管理员"};
    case Role::system_admin:
      return {"system administrator", "系统管理员"};
  }
  return {};
}

Words words_of(FieldClass value) {
  switch (value) {
    case FieldClass::basic:
      return {"basic", "基本信息"};
    case FieldClass::contact:
      return {"name and phone", "姓名和电话"};
    case FieldClass::address:
      return {"address", "住址"};
    case FieldClass::identity:
      return {"ID number", "身份证号"};
    case FieldClass::health:
      return {"health", "健康信息"};
    case FieldClass::minor:
      return {"of a minor", "未成年人信息"};
  }
  return {};
}

Words words_of(GrantState value) {
  switch (value) {
    case GrantState::proposed:
      return {"proposed", "待批准"};
    case GrantState::active:
      return {"in force", "生效"};
    case GrantState::revoked:
      return {"revoked", "已撤销"};
  }
  return {};
}

Words words_of(StaffState value) {
  switch (value) {
    case StaffState::invited:
      return {"invited", "已邀请"};
    case StaffState::active:
      return {"active", "启用"};
    case StaffState::suspended:
      return {"suspended", "停用"};
  }
  return {};
}

}  // namespace lastmile::access
