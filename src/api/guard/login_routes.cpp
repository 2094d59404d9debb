// SPDX-License-Identifier: Apache-2.0
// Logging in and out with a browser: what comes of it is a cookie.
#include "api/endpoints.hpp"
#include "api/question.hpp"
#include "shelfcast/identity/doorkeeper.hpp"
#include "shelfcast/identity/login.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace shelfcast::api {
namespace {

constexpr std::string_view kLoginCookie = "shelfcast_login";
constexpr std::int64_t kLoginSeconds = 600;

std::string value_of(const http::Request& request, std::string_view name) {
  const auto found = std::ranges::find(request.query, name, &QueryParameters::value_type::first);
  return found == request.query.end() ? std::string() : found->second;
}

struct Cookie {
  std::string_view name;
  std::string_view value;
  std::string_view path;
  std::int64_t seconds;
};

/// Not for scripts, and not for other sites but to come back from them.
void put_cookie(http::Response& response, const Cookie& cookie, bool is_secure) {
  response.headers.fields.emplace_back(
      "Set-Cookie", fmt::format("{}={}; Path={}; Max-Age={}; HttpOnly; SameSite=Lax{}", cookie.name, cookie.value,
                                cookie.path, cookie.seconds, is_secure ? "; Secure" : ""));
}

http::Response redirect(std::string_view where) {
  http::Response response{.status = 302, .headers = {}, .body = {}};
  response.headers.set("Location", where);
  response.headers.set("Cache-Control", "no-store");
  response.headers.set("Referrer-Policy", "no-referrer");
  return response;
}

http::Response begin(identity::Login& login, const http::Request& request) {
  const auto begun = login.begin(value_of(request, "returnTo"));
  if (!begun) return answer_of(refusal_of(begun.error()), request);
  auto response = redirect(begun->redirect);
  put_cookie(response, {kLoginCookie, begun->state, "/login", kLoginSeconds}, login.is_secure());
  return response;
}

http::Response finish(identity::Login& login, const http::Request& request) {
  if (const auto problem = value_of(request, "error"); !problem.empty()) {
    return answer_of({.status = 403,
                      .type = "not-logged-in",
                      .title = "The provider did not log you in",
                      .detail = "It says: " + problem.substr(0, 100)},
                     request);
  }
  const auto finished = login.finish({.state = value_of(request, "state"),
                                      .code = value_of(request, "code"),
                                      .kept_state = std::string(identity::cookie_in(request, kLoginCookie))});
  if (!finished && finished.error().code == Code::rejected) {
    return answer_of(
        {.status = 403, .type = "not-logged-in", .title = "This is no login", .detail = finished.error().text() + "."},
        request);
  }
  if (!finished) return answer_of(refusal_of(finished.error()), request);
  auto response = redirect(finished->return_to);
  put_cookie(response, {identity::kSessionCookie, finished->session.secret, "/", login.session_seconds()},
             login.is_secure());
  put_cookie(response, {kLoginCookie, "", "/login", 0}, login.is_secure());
  return response;
}

http::Response end(const Services& services, const http::Request& request) {
  const auto who = services.identity.doorkeeper->who(request);
  if (who && identity::is_by_session(request, **who)) {
    const auto revoked = services.identity.credentials->revoke((*who)->credential);
    if (!revoked) return answer_of(refusal_of(revoked.error()), request);
  }
  auto response = fresh_answer(200, {{"loggedOut", true}});
  put_cookie(response, {identity::kSessionCookie, "", "/", 0}, services.identity.login->is_secure());
  return response;
}

}  // namespace

Endpoints login_routes(const SharedServices& services) {
  if (services->identity.login == nullptr || services->identity.doorkeeper == nullptr) return {};
  const auto with = [services](http::Response (*answer)(identity::Login&, const http::Request&)) {
    return [services, answer](const http::Request& request) { return answer(*services->identity.login, request); };
  };
  using enum http::Pace;
  return {{{"GET", "/login", with(begin), slow, "public"},  // asks the provider
           {.tag = "Who asks",
            .summary = "Log in with a browser, at the identity provider",
            .query = {{"returnTo", text_as("/", "is where to go afterwards, on this server")}},
            .answers = {{302, {}, {}}},
            .problems = {422}}},
          {{"GET", "/login/callback", with(finish), slow, "public"},
           {.tag = "Who asks",
            .summary = "Where the identity provider sends the browser back to",
            .query = {{"state", {"is what the login began with"}},
                      {"code", {"is the provider's"}},
                      {"error", {"is the provider's, where it did not log in"}}},
            .answers = {{302, {}, {}}},
            .problems = {403, 422}}},
          {{"POST", "/logout", [services](const http::Request& request) { return end(*services, request); }, slow,
            "account"},
           {.tag = "Who asks", .summary = "End the session", .answers = {{200, "LoggedOut"}}}}};
}

}  // namespace shelfcast::api
