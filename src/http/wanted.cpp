#include "http/wanted.h"

#include <utility>

namespace lastmile::http {
namespace {

thread_local const std::function<bool()>* of_this_thread = nullptr;

}  // namespace

Wanted::Wanted(std::function<bool()> is_wanted) : is_wanted_(std::move(is_wanted)) {
  of_this_thread = &is_wanted_;
}

Wanted::~Wanted() { of_this_thread = nullptr; }

bool Wanted::still() { return !of_this_thread || (*of_this_thread)(); }

}  // namespace lastmile::http
