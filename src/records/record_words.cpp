#include "records/record_words.h"

namespace lastmile::records {

Words words_of(RecordState value) {
  switch (value) {
    case RecordState::pending:
      return {"awaiting approval", "待审定"};
    case RecordState::counted:
      return {"counted", "已计入"};
    case RecordState::disputed:
      return {"disputed", "有异议"};
    case RecordState::frozen:
      return {"frozen", "已冻结"};
    case RecordState::void_:
      return {"void", "已作废"};
  }
  return {};
}

Words words_of(Grade value) {
  switch (value) {
    case Grade::a:
      return {"A", "A"};
    case Grade::b:
      return {"B", "B"};
    case Grade::c:
      return {"C", "C"};
    case Grade::d:
      return {"D", "D"};
  }
  return {};
}

Words words_of(PendingReason value) {
  switch (value) {
    case PendingReason::too_short:
      return {"too short to count by itself", "时长过短"};
    case PendingReason::closed_by_program:
      return {"no check-out: closed by the program", "未签退，由系统结束"};
    case PendingReason::corrected:
      return {"corrected after a dispute: two people vouch", "异议后更正，须两人证明"};
    case PendingReason::back_filled:
      return {"back-filled", "补录"};
    case PendingReason::long_day:
      return {"over 8 hours that day", "当日超过 8 小时"};
    case PendingReason::very_long_day:
      return {"over 12 hours that day", "当日超过 12 小时"};
    case PendingReason::overlapping_hours:
      return {"overlaps another record", "与其他记录时间重叠"};
    case PendingReason::of_staff:
      return {"the volunteer works for a site", "志愿者本人是工作人员"};
    case PendingReason::recipient_denied:
      return {"the recipient says it did not happen", "求助人表示服务未发生"};
  }
  return {};
}

Words words_of(RevokeReason value) {
  switch (value) {
    case RevokeReason::hours_void:
      return {"hours on it were voided", "所载时长已作废"};
    case RevokeReason::hours_corrected:
      return {"hours on it were corrected", "所载时长已更正"};
    case RevokeReason::wrong_holder:
      return {"it names the wrong person", "持有人有误"};
    case RevokeReason::issued_in_error:
      return {"it was issued in error", "出具有误"};
    case RevokeReason::other:
      return {"another reason; ask the issuer", "其他原因，请向出具单位了解"};
  }
  return {};
}

}  // namespace lastmile::records
