// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/config.hpp"
#include "shelfcast/base/time.hpp"
#include "shelfcast/http/certificate.hpp"

#include <string>

namespace shelfcast::app {

/// The certificate that is configured; null where none is. `config` where it cannot be shown to anybody.
Result<http::CertificatePtr> certificate_of(const Config& config);

/// What is wrong with the time of a certificate that could be shown all the same; empty where nothing is.
std::string complaint_about_time(const http::Certificate& certificate, Instant now);

}  // namespace shelfcast::app
