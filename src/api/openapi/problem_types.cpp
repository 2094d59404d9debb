// SPDX-License-Identifier: Apache-2.0
#include "api/openapi/problem_types.hpp"

#include "api/openapi/shape.hpp"

#include <array>

namespace shelfcast::api::openapi {
namespace {

constexpr std::array<ProblemType, 43> kTypes{{
    {"another-sellers", "What you asked about is another seller's. Sellers see their own products, orders and sales."},
    {"bad-field", "One or more fields of the body cannot be accepted. Each is named in errors with what it must be."},
    {"bad-handshake",
     "The request cannot become a WebSocket: its version must be 13, its key 16 bytes in base64, and where a "
     "subprotocol is spoken, it must be offered."},
    {"bad-idempotency-key", "The Idempotency-Key is empty or too long."},
    {"bad-parameter", "One or more parameters are wrong. Each is named in errors with what it must be."},
    {"beyond-horizon",
     "The period lies further ahead than the table looks. The detail says the last one that can be "
     "answered."},
    {"body-too-large", "The body is longer than this server accepts. Send several smaller ones."},
    {"conflict", "It is not in a state in which this can be done. Look at it, then decide again."},
    {"finer-than-told", "The source tells of sales by week: nothing is known of shorter periods."},
    {"forbidden", "Your key or token lacks the scope that this needs. The detail names it."},
    {"foreign-origin", "A page of another origin may not open a WebSocket here: browsers send cookies along."},
    {"header-too-large", "The request line and the headers together are longer than this server accepts."},
    {"idempotency-key-reused",
     "This Idempotency-Key was used for another request. Make a new one for each act, and "
     "send it again only with the same body."},
    {"internal", "Something went wrong here and was logged. The request id in instance finds it in the log."},
    {"malformed-body", "The body is not JSON, or JSON that is nested too deeply or has an object of too many members."},
    {"malformed-request", "This is not valid HTTP/1.1."},
    {"malformed-target", "The path or the query holds a bad escape, a NUL, a dot segment, or is not UTF-8."},
    {"measure-not-told", "The source tells of one measure only, and you asked for the other."},
    {"method-not-allowed", "There is something at this path, but not for this method. Allow lists those it takes."},
    {"not-acceptable", "None of the media types in your Accept header can be made here."},
    {"not-acceptable-here", "What you sent is sound by itself, but cannot be accepted as things stand."},
    {"not-covered", "The table does not cover this period."},
    {"not-found", "There is no such thing: check the path and the id."},
    {"not-kept", "The period is over, and no table that was published before it began is kept."},
    {"not-known-then",
     "No forecast was published by that moment, or the one that was can neither be found nor be made again. The detail "
     "says what is kept."},
    {"not-live", "Live sales are not counted here: ask without live=true."},
    {"not-logged-in", "The identity provider did not log you in. Begin again at /login."},
    {"not-yet-made",
     "What answers this is being made: ask again in a moment. Over REST this is a 202 with the address of its job; in "
     "GraphQL it is the code of an error."},
    {"nothing-published", "The first refresh has not published its forecast yet. Ask again in half a minute."},
    {"overloaded", "The server has more to do than it can take. Try again after the seconds in Retry-After."},
    {"rejected", "The data cannot be accepted."},
    {"request-timeout", "The request did not arrive in full within the time allowed."},
    {"stopping", "The server is stopping. Try again in a moment: another one may answer."},
    {"table-not-kept",
     "The table you named is not kept, or not any more. Leave cycle out to ask the one that "
     "serves."},
    {"too-many-requests", "You asked more often than your tier may. Retry-After says when the next one is taken."},
    {"unauthorized",
     "This needs credentials, or those you sent are wrong or over. Send Authorization: Bearer with a "
     "key or a token."},
    {"unavailable", "Something that this needs does not answer now. Try again after the seconds in Retry-After."},
    {"unknown-category", "No category has this id or key in the table that answers."},
    {"unknown-marketplace", "No such marketplace is served here."},
    {"unknown-merchant", "Nothing of such a merchant is forecast here."},
    {"unknown-product", "No product has this id or key in the table that answers."},
    {"unknown-seller", "No seller has this id or key in the table that answers."},
    {"unsupported-media-type", "The body is of another kind than it must be: look at Content-Type."},
}};

}  // namespace

std::span<const ProblemType> problem_types() {
  return kTypes;
}

Shape problem_shape() {
  std::string names;
  for (const auto& type : kTypes) names.append(names.empty() ? "" : "|").append(type.name);
  auto type = text();
  type["pattern"] = "/problems/(" + names + ")$";
  const auto error = object({{"pointer", text()}, {"code", text()}, {"message", text()}});
  auto problem = object({{"type", std::move(type)},
                         {"title", text()},
                         {"status", whole()},
                         {"detail", text()},
                         {"instance", text()},
                         {"errors?", list_of(error)}});
  problem["description"] = "RFC 9457. GET /problems says what each type means.";
  return problem;
}

}  // namespace shelfcast::api::openapi
