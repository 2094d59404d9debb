// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/config.hpp"

#include <functional>

namespace shelfcast::app {

/// What SIGHUP does: the configuration is read again, what may change while a server runs is applied, and of every
/// other change the log says that it needs a restart. What is broken changes nothing. One thread.
class Reloading {
 public:
  using Read = std::function<Result<Config>()>;
  using Apply = std::function<Result<void>(const Config&)>;  ///< all of it, or nothing

  Reloading(Config in_force, Read read, Apply apply)
      : in_force_(std::move(in_force)), read_(std::move(read)), apply_(std::move(apply)) {}

  void reload();

 private:
  void tell(const Config& read) const;

  Config in_force_;
  const Read read_;
  const Apply apply_;
};

}  // namespace shelfcast::app
