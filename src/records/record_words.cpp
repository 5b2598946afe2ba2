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

}  // namespace lastmile::records
