// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/identity/caller.hpp"

#include <cstdint>
#include <string>

namespace shelfcast::identity {

/// Where an issuer's tokens say who somebody is: a claim's name, or the path to one ("/realm_access/roles").
struct ClaimNames {
  std::string role = "role";      ///< a name, or a list of which the mightiest counts; without any, a seller
  std::string seller = "seller";  ///< by the id that the seller's own questions use
  std::string tier = "tier";
  Tier seller_tier = Tier::free;  ///< of a seller whose token names none; everybody else's is enterprise
};

/// Somebody else's tokens that are believed here.
struct Trust {
  std::string issuer = {};  ///< what "iss" must be; empty: nobody's
  std::string audience = "shelfcast";
  std::string jwks = {};          ///< a file or a URL
  std::string ca_file = {};       ///< who vouches for https there; empty: whom the system trusts
  std::string hs256_secret = {};  ///< instead, or beside it
  std::int64_t leeway = 60;
  std::int64_t keys_every_seconds = 600;
  ClaimNames claims = {};
};

}  // namespace shelfcast::identity
