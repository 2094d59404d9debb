// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/choice.hpp"
#include "api/formats.hpp"
#include "api/standings.hpp"
#include "shelfcast/domain/tag.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace shelfcast::api {

/// What is wanted of a marketplace's predictions, apart from who asks.
struct Wanted {
  std::string marketplace;
  std::optional<std::string> category;  ///< its products; none: the categories
  std::string seller;                   ///< only what this one sells; empty: what everybody sells
  domain::TagOwner owner = {};          ///< of the tag, where the question names one
  Question question;
  Format format = Format::json;
};

/// Where the answer is to be found.
struct Found {
  Choice choice;
  std::optional<std::size_t> category;

  /// Of the numbers that are shown.
  [[nodiscard]] const domain::Receipt& receipt() const;
  /// All that what is shown depends on, in one form only: the table by its digest, the question, and what of the
  /// answer this server tells.
  [[nodiscard]] std::string key(const Wanted& wanted) const;
};

/// The part of an answer that is the same for everyone who asks.
struct Page {
  std::string text;
  std::size_t total;  ///< rows on all pages
};

/// Finds and ranks what is wanted. Any thread.
class Predicted {
 public:
  explicit Predicted(const Services& services) : services_(services) {}

  /// While this table serves.
  std::expected<Found, Refusal> find(const Wanted& wanted, const predictions::TablePtr& serving);
  Page page(const Wanted& wanted, const Found& found);

 private:
  const Services& services_;
};

}  // namespace shelfcast::api
