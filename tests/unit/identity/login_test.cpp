// SPDX-License-Identifier: Apache-2.0
#include "shelfcast/identity/login.hpp"

#include "shelfcast/storage/database.hpp"
#include "support/temp_folder.hpp"
#include "unit/http/test_server.hpp"
#include "unit/identity/issuer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

using namespace shelfcast;
using namespace shelfcast::test;
using identity::Login;

namespace {

/// Lets those who ask wait until they are as many as were wanted at once.
class Gathering {
 public:
  explicit Gathering(std::size_t wanted) : wanted_(wanted) {}
  void come(std::function<void()> go_on) {
    const std::scoped_lock lock(changing_);
    waiting_.push_back(std::move(go_on));
    if (waiting_.size() < wanted_) return;
    for (const auto& next : std::exchange(waiting_, {})) next();
  }

 private:
  const std::size_t wanted_;
  std::mutex changing_;
  std::vector<std::function<void()>> waiting_;
};

std::string value_in(std::string_view form, std::string_view name) {
  const auto begin = form.find(fmt::format("&{}=", name)) + name.size() + 2;
  return std::string(form.substr(begin, form.find('&', begin) - begin));
}

/// A provider that asks nobody for a password: the code it is sent is taken for the nonce.
class Provider {
 public:
  explicit Provider(std::size_t at_once) : configuring_(at_once), giving_tokens_(at_once) {}

  [[nodiscard]] const std::string& name() const { return issuer_.name(); }
  std::atomic<bool> has_keys = true;

 private:
  std::vector<http::Route> routes() {
    return {{.method = "GET",
             .path = "/.well-known/openid-configuration",
             .handle = {},
             .handle_later =
                 [this](const http::Request&, const http::Answer& answer) {
                   configuring_.come([this, answer] { answer(http::text(configuration().dump())); });
                 }},
            {.method = "POST",
             .path = "/token",
             .handle = {},
             .handle_later =
                 [this](const http::Request& request, const http::Answer& answer) {
                   const auto nonce = value_in(request.body, "code");
                   giving_tokens_.come([this, answer, nonce] { answer(http::text(tokens(nonce).dump())); });
                 }},
            {"GET", "/keys", [this](const http::Request&) {
               return has_keys ? http::text(issuer_.jwks()) : http::Response{.status = 503, .headers = {}, .body = {}};
             }}};
  }
  [[nodiscard]] Json configuration() const {
    return {{"issuer", name()},
            {"authorization_endpoint", name() + "/authorize"},
            {"token_endpoint", name() + "/token"},
            {"jwks_uri", name() + "/keys"}};
  }
  [[nodiscard]] Json tokens(const std::string& nonce) const {
    return {{"id_token", issuer_.es256(issuer_.with("nonce", nonce))}};
  }

  Gathering configuring_;
  Gathering giving_tokens_;
  http::TestServer server_{routes()};
  Issuer issuer_{fmt::format("http://127.0.0.1:{}", server_.server.port())};
};

struct Front {
  explicit Front(std::string of) : issuer(std::move(of)) {}

  /// The whole way of a browser.
  Result<Login::Finished> log_in() {
    const auto begun = login.begin("/");
    if (!begun) return std::unexpected(begun.error());
    const auto nonce = value_in(begun->redirect, "nonce");
    return login.finish({.state = begun->state, .code = nonce, .kept_state = begun->state});
  }

  std::string issuer;
  testing::TempFolder folder;
  FixedClock clock{kIssued};
  std::unique_ptr<storage::Database> database = storage::Database::open(folder.path() / "catalogue.db").value();
  std::unique_ptr<identity::Credentials> credentials = identity::Credentials::open(*database, clock).value();
  Login login{clock, *credentials, {.issuer = issuer, .client_id = "shelfcast", .address = "http://127.0.0.1:1"}};
};

}  // namespace

TEST_CASE("whoever is among the first to log in is logged in, however many they are at once") {
  constexpr std::size_t kAtOnce = 8;
  const Provider provider(kAtOnce);
  Front front(provider.name());
  std::atomic<std::size_t> logged_in = 0;
  std::vector<std::thread> people;
  for (std::size_t i = 0; i < kAtOnce; ++i) {
    people.emplace_back([&] {
      if (front.log_in()) ++logged_in;
    });
  }
  for (auto& person : people) person.join();
  CHECK(logged_in == kAtOnce);
}

TEST_CASE("while a provider's keys cannot be read a login is no wrong one, but one to be tried again") {
  Provider provider(1);
  provider.has_keys = false;
  Front front(provider.name());
  for (int i = 0; i < 2; ++i) {
    const auto finished = front.log_in();
    REQUIRE_FALSE(finished);
    CHECK(finished.error().code == Code::unavailable);
  }
  provider.has_keys = true;
  front.clock.move_to(kIssued + 30);
  const auto finished = front.log_in();
  REQUIRE(finished);
  CHECK(finished->session.credential.what.name == provider.name() + " alice");
}
