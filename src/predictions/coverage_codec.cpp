// SPDX-License-Identifier: Apache-2.0
#include "predictions/coverage_codec.hpp"

#include "shelfcast/base/bytes.hpp"

namespace shelfcast::predictions {
namespace {

using domain::Held;
using domain::LiveRun;
using domain::Tenths;

constexpr std::uint64_t kLayout = 1;

void put(std::string& bytes, const Tenths& tenths) {
  for (const auto& tenth : tenths.tenths)
    for (const std::uint64_t number : {tenth.predictions, tenth.happened, tenth.promised}) put_varint(bytes, number);
}

void read(ByteReader& in, Tenths& tenths) {
  for (auto& tenth : tenths.tenths)
    for (std::uint64_t* const number : {&tenth.predictions, &tenth.happened, &tenth.promised}) *number = in.varint();
}

LiveRun read_run(ByteReader& in) {
  LiveRun run;
  run.level = static_cast<domain::Level>(in.varint());
  run.cut = {static_cast<std::int32_t>(in.signed_varint())};
  run.days = static_cast<int>(in.varint());
  run.of = in.varint();
  const auto pairs = in.varint();
  for (std::uint64_t i = 0; i < pairs && in.ok(); ++i) {
    const auto foreseen = static_cast<float>(real(in));
    run.pairs.push_back({foreseen, static_cast<float>(real(in))});
  }
  return run;
}

}  // namespace

std::string encode_held(const Held& held) {
  std::string bytes;
  put_varint(bytes, kLayout);
  for (const std::uint64_t number : {held.intervals, held.of_80, held.of_95}) put_varint(bytes, number);
  put(bytes, held.confidence);
  put_varint(bytes, held.top.size());
  for (const auto& top : held.top) put(bytes, top);
  return bytes;
}

std::optional<Held> decode_held(std::string_view bytes) {
  ByteReader in(bytes);
  Held held;
  if (in.varint() != kLayout) return std::nullopt;
  for (std::uint64_t* const number : {&held.intervals, &held.of_80, &held.of_95}) *number = in.varint();
  read(in, held.confidence);
  if (in.varint() != held.top.size()) return std::nullopt;
  for (auto& top : held.top) read(in, top);
  return in.ok() && in.at_end() ? std::optional(held) : std::nullopt;
}

std::string encode_runs(const std::vector<LiveRun>& runs) {
  std::string bytes;
  put_varint(bytes, kLayout);
  put_varint(bytes, runs.size());
  for (const auto& run : runs) {
    put_varint(bytes, static_cast<std::uint64_t>(run.level));
    put_signed(bytes, run.cut.number);
    put_varint(bytes, static_cast<std::uint64_t>(run.days));
    put_varint(bytes, run.of);
    put_varint(bytes, run.pairs.size());
    for (const auto& [foreseen, came] : run.pairs) {
      put_real(bytes, foreseen);
      put_real(bytes, came);
    }
  }
  return bytes;
}

std::optional<std::vector<LiveRun>> decode_runs(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.varint() != kLayout) return std::nullopt;
  const auto count = in.varint();
  std::vector<LiveRun> runs;
  for (std::uint64_t i = 0; i < count && in.ok(); ++i) runs.push_back(read_run(in));
  return in.ok() && in.at_end() ? std::optional(std::move(runs)) : std::nullopt;
}

}  // namespace shelfcast::predictions
