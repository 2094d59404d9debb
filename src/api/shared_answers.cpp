// SPDX-License-Identifier: Apache-2.0
#include "api/shared_answers.hpp"

#include "shelfcast/base/digest.hpp"
#include "shelfcast/telemetry/metrics.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace shelfcast::api {
namespace {

constexpr std::chrono::seconds kKeep = std::chrono::hours(24);

std::string key_in_level(std::string_view key, const domain::Receipt& receipt) {
  return fmt::format("{}\n{}\n{}\n{}\n{}\n{}", key, receipt.cycle, receipt.model_version, receipt.config_digest,
                     receipt.seed, format_day(receipt.data_cut));
}

/// Its fingerprint, how long the links are, the links, and the body.
std::string packed(const http::Response& part) {
  const auto links = part.headers.get("Link").value_or("");
  std::string text = fmt::format("{}\n{}{}", links.size(), links, part.body);
  return hex(fingerprint(text)) + text;
}

/// Nothing where it is not what `packed` has made.
std::optional<http::Response> unpacked(std::string_view packed) {
  constexpr std::size_t kFingerprint = 16;
  if (packed.size() < kFingerprint) return std::nullopt;
  const std::string_view text = packed.substr(kFingerprint);
  if (packed.substr(0, kFingerprint) != hex(fingerprint(text))) return std::nullopt;
  std::size_t size = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), size);
  const auto rest = text.substr(static_cast<std::size_t>(end - text.data()));
  if (failed != std::errc{} || !rest.starts_with('\n') || rest.size() - 1 < size) return std::nullopt;
  http::Response part;
  part.headers.set("Link", rest.substr(1, size));
  part.body = rest.substr(1 + size);
  return part;
}

}  // namespace

SharedAnswers::SharedAnswers(http::SharedLevel* level)
    : level_(level),
      hits_(telemetry::counter("shelfcast_shared_level_hits_total")),
      misses_(telemetry::counter("shelfcast_shared_level_misses_total")) {}

http::Response SharedAnswers::get_or_make(std::string_view key, const domain::Receipt& receipt,
                                          const std::function<http::Response()>& make) {
  if (level_ == nullptr) return make();
  const std::string name = key_in_level(key, receipt);
  if (const auto kept = level_->get(name)) {
    if (auto part = unpacked(*kept)) {
      hits_.add();
      return std::move(*part);
    }
  }
  misses_.add();
  auto part = make();
  level_->put(name, packed(part), kKeep);
  return part;
}

}  // namespace shelfcast::api
