// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/result.hpp"

#include <memory>
#include <string>

struct ssl_ctx_st;  // NOLINT(readability-identifier-naming): OpenSSL's own name

namespace shelfcast::http {

using TlsContext = std::shared_ptr<ssl_ctx_st>;

/// How this side of all its conversations behaves: without a certificate yet.
TlsContext serving_context();

/// Believes servers whom the certificates in `ca_file` vouch for; where it is empty, those that the system trusts.
/// TLS 1.2 or later, since issuers are not ours to choose. `config` where the file holds no certificate.
Result<TlsContext> asking_context(const std::string& ca_file);

/// What OpenSSL has to say about the last failure on this thread.
std::string reason_of_tls();

}  // namespace shelfcast::http
