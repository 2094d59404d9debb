// SPDX-License-Identifier: Apache-2.0
#include "api/graph/session.hpp"

#include "api/graph/subscriptions.hpp"
#include "api/guard/tenancy.hpp"
#include "shelfcast/base/words.hpp"
#include "shelfcast/identity/doorkeeper.hpp"
#include "shelfcast/identity/rate_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace shelfcast::api::graph {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::int64_t kSecondsToBegin = 10;
constexpr std::size_t kMostOperations = 100;
constexpr std::string_view kNeeded = "predictions:read";  // as for any other question

/// As a header is named in a message: in any letters. Empty where it is not.
std::string authorization_in(const Json& payload) {
  if (!payload.is_object()) return {};
  for (const auto& [name, value] : payload.items())
    if (lowered(name) == "authorization" && value.is_string()) return value.get<std::string>();
  return {};
}

http::Request credentials_of(const http::Request& request) {
  http::Request shown;
  shown.method = request.method;
  shown.headers = request.headers;
  shown.local = request.local;
  return shown;
}

/// The field that tells of a kind of event.
constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kTold{
    {{"predictionsPublished", kPublished}, {"alertRaised", kAlertRaised}}};

bool concerns(const graphql::Subscription& subscription, const Event& event) {
  const auto& asked = subscription.arguments()["marketplaceId"];
  const bool tells = std::ranges::find(kTold, std::pair<std::string_view, std::string_view>(subscription.field(),
                                                                                            event.type)) != kTold.end();
  return tells && (asked.is_null() || asked.text() == event.marketplace);
}

bool may_know(const Services& services, const identity::CallerPtr& caller, const Event& event) {
  if (!event.seller || !caller) return true;
  if (!caller->may(identity::scope_named("alerts:read").value())) return false;
  return !is_seller(caller.get()) || seller_key(services, caller->seller) == *event.seller;
}

}  // namespace

Session::Session(std::shared_ptr<Engine> engine, std::shared_ptr<http::WebSocket> socket, const http::Request& request)
    : engine_(std::move(engine)),
      socket_(std::move(socket)),
      opened_(engine_->services().clock.now()),
      credentials_(credentials_of(request)) {}

void Session::hear(std::string_view message) {
  const auto read = read_client_message(message);
  if (!read) return close(CloseCode::bad_request, read.error());
  using Type = ClientMessage::Type;
  switch (read->type) {
    case Type::connection_init:
      return begin(*read);
    case Type::ping:
      return void(socket_->send(pong_message()));
    case Type::pong:
      return;
    case Type::subscribe:
      return subscribe(*read);
    case Type::complete:
      const std::scoped_lock lock(changing_);
      operations_.erase(read->id);
      return;
  }
}

void Session::begin(const ClientMessage& message) {
  {
    const std::scoped_lock lock(changing_);
    if (std::exchange(begun_, true)) return close(CloseCode::too_many_inits, "Too many initialisation requests");
    if (const auto shown = authorization_in(message.payload); !shown.empty())
      credentials_.headers.set("Authorization", shown);
  }
  const auto who = caller();
  if (!who) return close(who.error(), who.error() == CloseCode::forbidden ? "Forbidden" : "Unauthorized");
  socket_->send(ack_message());
}

void Session::subscribe(const ClientMessage& message) {
  {
    const std::scoped_lock lock(changing_);
    if (!begun_) return close(CloseCode::unauthorized, "Unauthorized");
    if (operations_.contains(message.id))
      return close(CloseCode::already_subscribed, fmt::format("Subscriber for {} already exists", message.id));
  }
  const auto who = caller();
  if (!who) return close(who.error(), "Forbidden");
  auto* const limits = engine_->services().identity.limits;
  const auto allowance = *who && limits != nullptr ? limits->take(**who) : std::nullopt;
  if (allowance && !allowance->is_granted)
    return refuse(message.id, fmt::format("Asked too often: again in {} seconds.", allowance->next_second),
                  "too-many-requests");
  const auto sent = read_members(message.payload);
  if (!sent) return close(CloseCode::bad_request, sent.error());
  const auto query = engine_->prepared(sent->query);
  if (!*query) return void(socket_->send(error_message(message.id, graphql::refusal_body(query->error()))));
  const Asking asking = engine_->asking(*who);
  if (graphql::subscribes(**query, sent->operation)) return open(message.id, **query, *sent, asking);
  answer(message.id, **query, *sent, asking);
}

void Session::answer(const std::string& id, const graphql::Query& query, const Sent& sent, const Asking& asking) {
  const auto response = graphql::execute(query, engine_->request(sent, asking));
  if (!response.has_data) return void(socket_->send(error_message(id, response.body)));
  socket_->send(next_message(id, response.body));
  socket_->send(complete_message(id));
}

void Session::open(const std::string& id, const graphql::Query& query, const Sent& sent, const Asking& asking) {
  auto subscription = graphql::subscribe(query, engine_->request(sent, asking));
  if (!subscription) return void(socket_->send(error_message(id, graphql::refusal_body(subscription.error()))));
  const auto operation = std::make_shared<Operation>(std::move(*subscription));
  bool is_taken = false;
  {
    const std::scoped_lock lock(changing_);
    is_taken = operations_.size() < kMostOperations && operations_.emplace(id, operation).second;
  }
  if (!is_taken)
    return refuse(id, fmt::format("As many as {} may run beside each other.", kMostOperations), "too-many-operations");
  if (operation->subscription.field() == kTopSellersField) look_at(id, *operation, asking);
}

void Session::tell(const Event& event) {
  const auto running = operations();
  if (running.empty()) return;
  const auto who = caller();
  if (!who) return close(who.error(), "Forbidden");
  if (!may_know(engine_->services(), *who, event)) return;
  const Asking asking = engine_->asking(*who);
  const Json published = Json::parse(event.json);
  for (const auto& [id, operation] : running) {
    if (!concerns(operation->subscription, event)) continue;
    const auto response = operation->subscription.answer(graphql::Object::of(published), graphql::Object::of(asking));
    tell_next(id, *operation, response.body);
  }
}

void Session::look() {
  bool has_begun = false;
  {
    const std::scoped_lock lock(changing_);
    has_begun = begun_;
  }
  if (!has_begun && engine_->services().clock.now() > opened_ + kSecondsToBegin)
    return close(CloseCode::init_timeout, "Connection initialisation timeout");
  const auto running = operations();
  if (running.empty()) return;
  const auto who = caller();
  if (!who) return close(who.error(), "Forbidden");
  const Asking asking = engine_->asking(*who);
  for (const auto& [id, operation] : running)
    if (operation->subscription.field() == kTopSellersField) look_at(id, *operation, asking);
}

/// Executes only where the answer may be another one, and tells only what is.
void Session::look_at(const std::string& id, Operation& operation, const Asking& asking) {
  const std::scoped_lock lock(operation.looking);
  auto edition = edition_of_top_sellers(operation.subscription.arguments(), asking);
  if (!edition.empty() && edition == operation.edition) return;
  operation.edition = std::move(edition);
  auto response = operation.subscription.answer({}, graphql::Object::of(asking));
  if (response.body == operation.told) return;
  operation.told = std::move(response.body);
  tell_next(id, operation, operation.told);
}

/// Unless it was completed meanwhile.
void Session::tell_next(const std::string& id, const Operation& operation, std::string_view result) {
  const std::scoped_lock lock(changing_);
  const auto found = operations_.find(id);
  if (found != operations_.end() && found->second.get() == &operation) socket_->send(next_message(id, result));
}

void Session::refuse(const std::string& id, std::string message, std::string code) {
  const std::array errors{graphql::QueryError{.message = std::move(message), .code = std::move(code)}};
  socket_->send(error_message(id, graphql::refusal_body(errors)));
}

void Session::end() {
  const std::scoped_lock lock(changing_);
  operations_.clear();
}

void Session::stop() {
  socket_->close(http::Closing::kGoingAway, "The server is stopping.");
}

void Session::close(CloseCode code, std::string_view reason) {
  socket_->close(static_cast<std::uint16_t>(code), reason);
}

std::expected<identity::CallerPtr, CloseCode> Session::caller() const {
  const auto* const doorkeeper = engine_->services().identity.doorkeeper;
  if (doorkeeper == nullptr) return nullptr;
  http::Request shown;
  {
    const std::scoped_lock lock(changing_);
    shown = credentials_;
  }
  const auto who = doorkeeper->who(shown);
  if (!who) return std::unexpected(CloseCode::forbidden);
  if ((*who)->may(identity::scope_named(kNeeded).value())) return *who;
  return std::unexpected((*who)->role == identity::Role::nobody ? CloseCode::unauthorized : CloseCode::forbidden);
}

std::map<std::string, Session::OperationPtr> Session::operations() const {
  const std::scoped_lock lock(changing_);
  return operations_;
}

}  // namespace shelfcast::api::graph
