// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "unit/identity/issuer.hpp"

#include <optional>

using namespace shelfcast;
using namespace shelfcast::test;
using identity::Fault;
using identity::Jwt;

namespace {

const Issuer& issuer() {
  static const Issuer one;
  return one;
}

const identity::KeySet& published() {
  static const identity::KeySet keys = identity::read_jwks(issuer().jwks()).value();
  return keys;
}

const identity::TokenRules kRules{.issuer = "https://issuer.example", .audience = "shelfcast", .leeway = 60};

/// Why a token is refused; nullopt where it is taken.
std::optional<Fault> fault_of(const std::string& token, const identity::KeySet& keys = published(),
                              Instant now = kIssued) {
  const auto read = Jwt::read(token);
  if (!read) return read.error();
  const auto checked = identity::check(*read, keys, kRules, now);
  return checked ? std::nullopt : std::optional(checked.error());
}

identity::KeySet with_secret() {
  identity::KeySet keys;
  keys.keys.push_back({.id = {}, .algorithm = identity::Algorithm::hs256, .secret = kSecret});
  return keys;
}

const Json kEs256{{"alg", "ES256"}, {"kid", "ec"}};

}  // namespace

TEST_CASE("sound tokens of every algorithm are taken") {
  CHECK(fault_of(issuer().es256()) == std::nullopt);
  CHECK(fault_of(issuer().rs256()) == std::nullopt);
  CHECK(fault_of(Issuer::hs256({{"alg", "HS256"}}, issuer().claims(), kSecret), with_secret()) == std::nullopt);
}

TEST_CASE("a token that is not signed is none, however it writes that") {
  for (const auto* none : {"none", "None", "NONE", "nOnE", ""}) {
    const auto text = Issuer::unsigned_part({{"alg", none}, {"kid", "ec"}}, issuer().claims().dump());
    CHECK(fault_of(text + '.') == Fault::unknown_key);
    CHECK(fault_of(text + ".AAAA") == Fault::unknown_key);
    CHECK(fault_of(text) == Fault::malformed);
  }
}

TEST_CASE("a public key is no secret: the algorithm is the key's, not the token's") {
  const auto rsa = issuer().modulus();
  CHECK(fault_of(Issuer::hs256({{"alg", "HS256"}, {"kid", "rsa"}}, issuer().claims(), rsa)) == Fault::unknown_key);
  CHECK(fault_of(Issuer::hs256({{"alg", "HS256"}, {"kid", "ec"}}, issuer().claims(), issuer().jwks())) ==
        Fault::unknown_key);
  CHECK(fault_of(Issuer::hs256({{"alg", "RS256"}, {"kid", "rsa"}}, issuer().claims(), rsa)) == Fault::bad_signature);
  CHECK(fault_of(issuer().signed_by_ec({{"alg", "RS256"}, {"kid", "ec"}}, issuer().claims().dump())) ==
        Fault::unknown_key);
  CHECK(fault_of(issuer().signed_by_rsa({{"alg", "ES256"}, {"kid", "ec"}}, issuer().claims().dump())) ==
        Fault::bad_signature);
  for (const auto* other : {"HS384", "RS512", "PS256", "ES384", "EdDSA", "es256", "ES256 "})
    CHECK(fault_of(issuer().signed_by_ec({{"alg", other}, {"kid", "ec"}}, issuer().claims().dump())) ==
          Fault::unknown_key);
}

TEST_CASE("a secret signs only what was signed with it") {
  CHECK(fault_of(Issuer::hs256({{"alg", "HS256"}}, issuer().claims(), kSecret + "!"), with_secret()) ==
        Fault::bad_signature);
  CHECK(fault_of(Issuer::hs256({{"alg", "HS256"}}, issuer().claims(), ""), with_secret()) == Fault::bad_signature);
  CHECK(fault_of(Issuer::unsigned_part({{"alg", "HS256"}}, issuer().claims().dump()) + '.', with_secret()) ==
        Fault::bad_signature);
}

TEST_CASE("a key is found by its id alone") {
  const auto payload = issuer().claims().dump();
  CHECK(fault_of(issuer().signed_by_ec({{"alg", "ES256"}, {"kid", "other"}}, payload)) == Fault::unknown_key);
  CHECK(fault_of(issuer().signed_by_ec({{"alg", "ES256"}}, payload)) == Fault::unknown_key);
  CHECK(fault_of(issuer().signed_by_ec({{"alg", "ES256"}, {"kid", 7}}, payload)) == Fault::malformed);
  const Issuer stranger;
  CHECK(fault_of(stranger.es256()) == Fault::bad_signature);
  // A key that the token brings along is not looked at.
  CHECK(fault_of(stranger.signed_by_ec({{"alg", "ES256"}, {"kid", "ec"}, {"jwk", stranger.ec_jwk()}}, payload)) ==
        Fault::bad_signature);
}

TEST_CASE("what is changed after signing is refused, to the last bit") {
  const std::string token = issuer().es256();
  const auto second = token.rfind('.');
  auto other = issuer().es256(issuer().with("role", "admin"));
  CHECK(fault_of(other.substr(0, other.rfind('.')) + token.substr(second)) == Fault::bad_signature);
  // The last digit of 64 bytes holds 2 bits of the signature and 4 that must be 0.
  for (const char digit : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")) {
    auto changed = token;
    if (digit == changed.back()) continue;
    changed.back() = digit;
    CHECK(fault_of(changed).has_value());
  }
  CHECK(fault_of(token + "A") == Fault::bad_signature);
  CHECK(fault_of(token.substr(0, token.size() - 2)) == Fault::bad_signature);
  CHECK(fault_of(token.substr(0, second + 1)) == Fault::bad_signature);
  CHECK(fault_of(token.substr(0, second + 1) + base64url(std::string(64, '\0'))) == Fault::bad_signature);
}

TEST_CASE("a token has an end, and may have a beginning; clocks may differ by a minute") {
  CHECK(fault_of(issuer().es256(issuer().without("exp"))) == Fault::malformed);
  CHECK(fault_of(issuer().es256(issuer().with("exp", "tomorrow"))) == Fault::malformed);
  CHECK(fault_of(issuer().es256(issuer().with("exp", -1))) == Fault::malformed);
  CHECK(fault_of(issuer().es256(issuer().with("exp", 1e300))) == Fault::malformed);
  CHECK(fault_of(issuer().es256(issuer().with("nbf", Json::array()))) == Fault::malformed);
  const auto ends = issuer().es256(issuer().with("exp", kIssued.seconds));
  CHECK(fault_of(ends, published(), kIssued + 59) == std::nullopt);
  CHECK(fault_of(ends, published(), kIssued + 60) == Fault::expired);
  const auto begins = issuer().es256(issuer().with("nbf", kIssued.seconds + 60));
  CHECK(fault_of(begins) == std::nullopt);
  CHECK(fault_of(begins, published(), kIssued - 1) == Fault::not_yet);
  CHECK(fault_of(issuer().es256(issuer().without("nbf"))) == std::nullopt);
  CHECK(fault_of(issuer().es256(issuer().with("exp", static_cast<double>(kIssued.seconds) + 0.5))) == std::nullopt);
}

TEST_CASE("a token is from the issuer and for this server") {
  CHECK(fault_of(issuer().es256(issuer().with("iss", "https://issuer.example/"))) == Fault::unknown_issuer);
  CHECK(fault_of(issuer().es256(issuer().with("iss", Json{"https://issuer.example"}))) == Fault::unknown_issuer);
  CHECK(fault_of(issuer().es256(issuer().without("iss"))) == Fault::unknown_issuer);
  CHECK(fault_of(issuer().es256(issuer().with("aud", {"other", "shelfcast"}))) == std::nullopt);
  CHECK(fault_of(issuer().es256(issuer().with("aud", "other"))) == Fault::wrong_audience);
  CHECK(fault_of(issuer().es256(issuer().with("aud", Json::array()))) == Fault::wrong_audience);
  CHECK(fault_of(issuer().es256(issuer().with("aud", {{"shelfcast", true}}))) == Fault::wrong_audience);
  CHECK(fault_of(issuer().es256(issuer().with("aud", {7, nullptr, Json::array()}))) == Fault::wrong_audience);
  CHECK(fault_of(issuer().es256(issuer().without("aud"))) == Fault::wrong_audience);
}

TEST_CASE("what cannot be read is refused before anything is believed of it") {
  const std::string token = issuer().es256();
  const auto first = token.find('.');
  for (const std::string& bad :
       {std::string(), std::string("."), std::string(".."), std::string("..."), token + ".e30", "." + token,
        token.substr(first), " " + token, token + "=", token + "\n", token.substr(0, 10) + "+" + token.substr(11),
        token.substr(0, first) + "=" + token.substr(first)})
    CHECK(fault_of(bad) == Fault::malformed);
  CHECK(fault_of(issuer().signed_by_ec(kEs256, "[]")) == Fault::malformed);
  CHECK(fault_of(issuer().signed_by_ec(kEs256, "null")) == Fault::malformed);
  CHECK(fault_of(issuer().signed_by_ec(kEs256, "{")) == Fault::malformed);
  CHECK(fault_of(issuer().signed_by_ec(kEs256, "{\"a\":\"\xff\"}")) == Fault::malformed);
  CHECK(fault_of(issuer().signed_by_ec(Json::array(), issuer().claims().dump())) == Fault::malformed);
  CHECK(fault_of(issuer().signed_by_ec({{"kid", "ec"}}, issuer().claims().dump())) == Fault::malformed);
  CHECK(fault_of(issuer().signed_by_ec({{"alg", 7}, {"kid", "ec"}}, issuer().claims().dump())) == Fault::malformed);
}

TEST_CASE("a header that wants more than is understood here is refused") {
  for (const auto* wanted : {"crit", "b64", "cty"}) {
    auto header = kEs256;
    header[wanted] = Json::array({"exp"});
    CHECK(fault_of(issuer().signed_by_ec(header, issuer().claims().dump())) == Fault::malformed);
  }
}

TEST_CASE("a token that is too long is not looked at, one of a thousand lists is") {
  CHECK(fault_of(issuer().es256(issuer().with("padding", std::string(identity::kLongestToken, 'x')))) ==
        Fault::malformed);
  const std::string deep = R"({"a":)" + std::string(1000, '[') + std::string(1000, ']') + "}";
  CHECK(fault_of(issuer().signed_by_ec(kEs256, deep)) == Fault::unknown_issuer);
}

TEST_CASE("a key set gives the keys that can be used, and says so where there is none") {
  const auto sizes = [](const Json& keys) {
    const auto set = identity::read_jwks(Json{{"keys", keys}}.dump());
    return set ? set->keys.size() : 0;
  };
  auto for_encryption = issuer().ec_jwk();
  for_encryption["use"] = "enc";
  auto of_another_algorithm = issuer().rsa_jwk();
  of_another_algorithm["alg"] = "PS256";
  auto not_on_the_curve = issuer().ec_jwk();
  not_on_the_curve["x"] = not_on_the_curve["y"];
  auto short_key = issuer().rsa_jwk();
  short_key["n"] = base64url(issuer().modulus().substr(0, 128));
  auto slow_key = issuer().rsa_jwk();
  slow_key["e"] = base64url(std::string(256, '\x7f'));
  const Json symmetric{{"kty", "oct"}, {"kid", "ec"}, {"alg", "HS256"}, {"k", base64url(kSecret)}};
  for (const auto& unusable : {for_encryption, of_another_algorithm, not_on_the_curve, short_key, slow_key, symmetric,
                               Json(7), Json{{"kty", "EC"}}, Json{{"kty", 7}}})
    CHECK(sizes({unusable, issuer().ec_jwk("good")}) == 1);
  for (const auto* bad : {"", "[]", "{}", R"({"keys":7})", R"({"keys":[]})", R"({"keys":[7]})"})
    CHECK_FALSE(identity::read_jwks(bad));
  CHECK_FALSE(identity::read_jwks(Json{{"keys", Json(101, issuer().ec_jwk())}}.dump()));
}

TEST_CASE("base64url stands for one sequence of bytes only") {
  for (const std::string& bytes :
       {std::string(), std::string("f"), std::string("fo"), std::string("foo"), std::string("\x00\xff\xfe\x01", 4)})
    CHECK(identity::from_base64url(base64url(bytes)) == bytes);
  for (const auto* bad : {"A", "AB", "AAB", "AA==", "A A", "AA+", "AA/", "AAAA\n"})
    CHECK(identity::from_base64url(bad) == std::nullopt);
}
