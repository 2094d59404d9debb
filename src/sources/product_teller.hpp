// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/base/key_table.hpp"
#include "sources/table.hpp"

#include <map>
#include <memory_resource>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::sources {

/// What the line of a sale says of its product.
struct ProductOfLine {
  std::string_view name;
  std::string_view category;
  std::string_view category_name;
  std::string_view seller;
  Minor price = 0;
};

/// Passes lines on, and tells the sink of their products (and the names of their categories) before them: once, and
/// again from the day of a line on that puts the product into another category or to another seller.
///
/// Calls:   tell* finish.  Lines wait, copied: a few of them, for their products are looked up together; some thousand
/// while
///          products wait to be told.
class ProductTeller {
 public:
  explicit ProductTeller(Sink& sink) : sink_(sink) {}

  Result<void> tell(const RawLine& line, const ProductOfLine& product);
  Result<void> finish();

 private:
  struct Known {
    std::uint64_t belongs = 0;  ///< fingerprint of category and seller
    Moment since;
  };
  struct Held {
    RawLine line;
    ProductOfLine product;
    std::uint64_t belongs;
  };
  void look_up();
  void notice(Held& held);
  void hold(const RawLine& line, const ProductOfLine& product);
  Result<void> pass_on();

  Sink& sink_;
  KeyTable<Known> known_;
  std::map<std::string, std::string, std::less<>> category_names_;
  std::vector<RawProduct> products_;  // not told yet
  std::vector<RawCategory> categories_;
  std::string source_;  // that they stood in
  std::vector<Held> held_;
  std::size_t looked_up_ = 0;  // of these
  std::vector<std::string_view> keys_;
  std::vector<const Known*> found_;
  std::pmr::monotonic_buffer_resource memory_;  // of the held lines
};

}  // namespace shelfcast::sources
