#include "attendance/proof_words.h"

namespace lastmile::attendance {

Words words_of(Proof proof) {
  switch (proof) {
    case Proof::code:
      return {"code", "签到码"};
    case Proof::pin:
      return {"PIN", "PIN"};
    case Proof::ticket:
      return {"offline ticket", "离线凭证"};
    case Proof::closed:
      return {"closed by the program", "系统自动结束"};
    case Proof::stated:
      return {"said by people", "由人说明"};
  }
  return {};
}

}  // namespace lastmile::attendance
