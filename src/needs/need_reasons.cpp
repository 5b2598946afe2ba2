#include "needs/need_reasons.h"

#include <array>

namespace lastmile::needs {

std::span<const TriageReason> reasons_for(Decision decision) {
  using enum TriageReason;
  static constexpr std::array to_keep{by_appointment, material_missing, nobody_free, other};
  static constexpr std::array to_return{detail_missing, contact_wrong, material_missing, other};
  static constexpr std::array to_refuse{not_for_volunteers, not_ours, unlawful, commercial, unsafe,
                                        solved_already,     other};
  static constexpr std::array to_refer{emergency,    hotline_12345, public_office,
                                       professional, not_ours,      other};
  switch (decision) {
    case Decision::accept:
      return {};
    case Decision::keep:
      return to_keep;
    case Decision::return_:
      return to_return;
    case Decision::refuse:
      return to_refuse;
    case Decision::refer:
      return to_refer;
  }
  return {};
}

}  // namespace lastmile::needs
