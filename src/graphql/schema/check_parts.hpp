// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/schema/types.hpp"

#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace shelfcast::graphql {

class Problems {
 public:
  template <class... Words>
  void add(fmt::format_string<Words...> sentence, Words&&... words) {
    found_.push_back(fmt::format(sentence, std::forward<Words>(words)...));
  }
  std::vector<std::string> take() { return std::exchange(found_, {}); }

 private:
  std::vector<std::string> found_;
};

void check_name(std::string_view name, Problems& problems);
/// Whether an object or an interface is what the interfaces that it names want of it.
void check_interfaces(const NamedType& type, Problems& problems);
bool is_introspection(const NamedType& type);

}  // namespace shelfcast::graphql
