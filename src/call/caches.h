#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <typeindex>

namespace lastmile {

/// What a process may remember of the data to answer sooner: one object a type, made at first use,
/// rebuilt from the database by itself. Nothing here may matter to the truth of an answer.
class Caches {
 public:
  template <class T>
  T& of() {
    const std::lock_guard lock(mutex_);
    auto& slot = by_type_[typeid(T)];
    if (!slot) slot = std::make_shared<T>();
    return *static_cast<T*>(slot.get());
  }

 private:
  std::mutex mutex_;
  std::map<std::type_index, std::shared_ptr<void>> by_type_;
};

}  // namespace lastmile
