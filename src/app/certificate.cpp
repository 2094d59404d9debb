// SPDX-License-Identifier: Apache-2.0
#include "app/certificate.hpp"

#include <fmt/format.h>

namespace shelfcast::app {
namespace {

constexpr std::int64_t kSoon = 7 * kDaySeconds;

}  // namespace

Result<http::CertificatePtr> certificate_of(const Config& config) {
  const auto& chain = config.text("server.certificate");
  const auto& key = config.text("server.certificate_key");
  if (chain.empty() && key.empty()) return nullptr;
  if (chain.empty()) return fail(Code::config, "server.certificate", "is needed beside server.certificate_key");
  if (key.empty()) return fail(Code::config, "server.certificate_key", "is needed beside server.certificate");
  return http::Certificate::read({.chain = chain, .key = key});
}

std::string complaint_about_time(const http::Certificate& certificate, Instant now) {
  if (now < certificate.begins()) return "it is not good before " + format_instant(certificate.begins());
  if (certificate.ends() < now) return "it has expired at " + format_instant(certificate.ends());
  const bool ends_soon = certificate.ends().seconds - now.seconds < kSoon;
  return ends_soon ? "it expires at " + format_instant(certificate.ends()) : "";
}

}  // namespace shelfcast::app
