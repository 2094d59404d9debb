// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "graphql/execution/resolution.hpp"
#include "graphql/language/finding.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace shelfcast::graphql {

/// Writes what was resolved as JSON, in one walk from the root down. Here it shows whether a null may stand where it
/// is: what may not be null and is takes its parent with it, and what was written of that is taken back. Errors are
/// found in the order of the response, as they are where a field is completed before the next one is begun. After
/// `kMostBytes` it stops, and nothing of it may be sent.
class Writer {
 public:
  static constexpr std::size_t kMostBytes = std::size_t{16} * 1024 * 1024;

  Writer(const Resolution& resolution, const Types& types) : resolution_(resolution), types_(types) {}

  /// False where nothing may stand here. Then the text is as long as it was before.
  bool object(const Batch& batch, std::uint32_t row);
  /// One entry of an object.
  bool entry(const Batch& batch, const Column& column, std::uint32_t row);
  [[nodiscard]] bool has_stopped() const { return has_stopped_; }

  std::string text;
  std::vector<Finding> errors;

 private:
  enum class Written { value, null, nothing };

  struct Place {  // of which field a value is
    const Batch& batch;
    const Column& column;
  };
  struct Step {
    std::string_view key;
    std::size_t index;
  };

  bool value(const Place& place, const Output& output, TypeUse type);
  bool complete(const Place& place, const Output& output, TypeUse type);
  Written nullable(const Place& place, const Output& output, TypeUse type);
  Written list(const Place& place, const Output& output, TypeUse item);
  Written leaf(const Place& place, const Output& output, const NamedType& type);
  Written composite(const Place& place, const Output& output);
  void fail(const Place& place, std::string message, std::string code = {});
  void fail(const ArgumentProblem& problem);
  [[nodiscard]] std::vector<PathStep> path() const;

  const Resolution& resolution_;
  const Types& types_;
  std::vector<Step> path_;
  bool has_stopped_ = false;
};

}  // namespace shelfcast::graphql
