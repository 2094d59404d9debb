// SPDX-License-Identifier: Apache-2.0
#include "app/verbs/verb.hpp"

namespace shelfcast::app {

Result<Config> CommonFlags::load(std::vector<Config::Flag> more) const {
  if (data) more.push_back({"data", *data});
  return Config::load(config, more);
}

}  // namespace shelfcast::app
