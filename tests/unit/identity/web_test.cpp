// SPDX-License-Identifier: Apache-2.0
#include "identity/web.hpp"

#include "identity/issuer_keys.hpp"
#include "support/certificates.hpp"
#include "support/temp_folder.hpp"
#include "unit/http/test_server.hpp"
#include "unit/identity/issuer.hpp"

#include <fmt/format.h>

using namespace shelfcast;
using namespace shelfcast::identity;

TEST_CASE("an issuer's keys are read by https from whoever proves to be the issuer") {
  const shelfcast::testing::TempFolder folder;
  const shelfcast::testing::CertificateMaker maker(folder.path());
  const auto shown = maker.make("issuer", "DNS:localhost");
  const auto other = maker.make("other", "DNS:localhost");
  const test::Issuer issuer;
  http::TestServer server({{"GET", "/keys", [&](const http::Request&) { return http::text(issuer.jwks()); }}});
  server.server.certify(http::Certificate::read(shown).value());
  const auto at = [&](const char* host) { return fmt::format("https://{}:{}/keys", host, server.server.port()); };

  const auto keys = jwks_at(at("localhost"), shown.chain.string())();
  REQUIRE(keys);
  CHECK(*keys == issuer.jwks());
  CHECK_FALSE(jwks_at(at("localhost"), other.chain.string())());
  CHECK_FALSE(jwks_at(at("localhost"), "")());
  CHECK_FALSE(jwks_at(at("127.0.0.1"), shown.chain.string())());
  CHECK(post(at("localhost"), {{"grant", "code"}}, {}, shown.chain.string())->status == 405);
  CHECK(get("ftp://localhost/keys", "").error().code == Code::config);
}
