#include <cstdint>

#include "base/assert.h"
#include "base/decode.h"

namespace lastmile::fuzzing {

enum class State { new_, open };
BOOST_DESCRIBE_ENUM(State, new_, open)

struct Node {
  std::optional<Text<1, 20>> title;
  std::optional<std::int64_t> count;
  std::optional<std::uint8_t> small;
  std::optional<Bounded<-5, 5>> level;
  std::optional<double> measure;
  std::optional<State> state;
  std::optional<bool> flag;
  std::optional<PersonId> person;
  std::optional<Instant> at;
  std::optional<Day> day;
  std::optional<std::string> note;
  std::optional<std::optional<int>> limit;
  std::vector<std::string> tags;
  std::vector<Node> nodes;
};
BOOST_DESCRIBE_STRUCT(Node, (),
                      (title, count, small, level, measure, state, flag, person, at, day, note,
                       limit, tags, nodes))

}  // namespace lastmile::fuzzing

// What is read is written, read again and written the same; what is refused names its fields.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace lastmile;
  const auto read = from_json<fuzzing::Node>({reinterpret_cast<const char*>(data), size});
  if (!read.ok()) {
    ASSERT(!read.refused().fields.empty());
    ASSERT(read.refused().fields.size() <= 100);
    return 0;
  }
  const std::string json = to_json(*read);
  const auto again = from_json<fuzzing::Node>(json);
  ASSERT(again.ok());
  ASSERT(to_json(*again) == json);
  return 0;
}
