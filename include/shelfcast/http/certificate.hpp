// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"
#include "shelfcast/base/time.hpp"

#include <filesystem>
#include <memory>
#include <string>

struct ssl_ctx_st;  // NOLINT(readability-identifier-naming): OpenSSL's own name

namespace shelfcast::http {

/// What a server shows to callers who want TLS: its certificate, and the key that proves it. Read once and found to fit
/// together; never changes, so that connections that began with it keep it while others get a newer one.
class Certificate {
 public:
  struct Files {
    std::filesystem::path chain;  ///< PEM: the server's certificate first, then those that vouch for it
    std::filesystem::path key;    ///< PEM, without a password
  };
  /// `config` where a file cannot be read, is not what it should be, or the key belongs to another certificate.
  static Result<std::shared_ptr<const Certificate>> read(const Files& files);

  [[nodiscard]] Instant begins() const { return begins_; }
  [[nodiscard]] Instant ends() const { return ends_; }
  /// SHA-256 of the server's certificate, in hex: which one it is.
  [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }
  /// For connections: TLS 1.3 only, ALPN `http/1.1`.
  [[nodiscard]] ssl_ctx_st& context() const { return *context_; }

 private:
  Certificate() = default;

  std::shared_ptr<ssl_ctx_st> context_;
  Instant begins_;
  Instant ends_;
  std::string fingerprint_;
};

using CertificatePtr = std::shared_ptr<const Certificate>;

}  // namespace shelfcast::http
