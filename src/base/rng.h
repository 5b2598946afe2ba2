#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace lastmile {

/// Random numbers from one seed: ChaCha20 key stream, so that the same seed gives the same
/// town, and a seed nobody knows gives ids and tokens nobody guesses. Not shared by threads.
class Rng {
 public:
  using Seed = std::array<std::uint8_t, 32>;
  using result_type = std::uint64_t;

  /// Deterministic: demo, tests, solvers.
  explicit Rng(std::uint64_t seed);
  explicit Rng(const Seed& seed) : seed_(seed) {}
  /// Unpredictable: seeded from the operating system.
  static Rng from_system();

  std::uint64_t next();
  void fill(std::span<std::uint8_t> out);
  /// Uniform in [0, bound); bound ≥ 1. No modulo bias.
  std::uint64_t below(std::uint64_t bound);
  /// Uniform in [0, 1).
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

  // A standard UniformRandomBitGenerator, so that <algorithm> takes it.
  std::uint64_t operator()() { return next(); }
  static constexpr std::uint64_t min() { return 0; }
  static constexpr std::uint64_t max() { return ~std::uint64_t{0}; }

  std::array<std::uint8_t, 16>
      last_id{};  // of Uuid::make: the next one of its millisecond is above

 private:
  void refill();

  Seed seed_{};
  std::uint64_t block_ = 0;
  std::array<std::uint8_t, 512> pool_{};
  std::size_t left_ = 0;
};

}  // namespace lastmile
