// SPDX-License-Identifier: Apache-2.0
#include "api/sent_json.hpp"

#include "api/guard/admission.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <vector>

namespace shelfcast::api {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kDeepest = 100;
constexpr std::size_t kMostMembers = 1'000;

/// Hears a text read through, and stops the reader at the first thing that is too much. No tree is made: making one
/// is what has to be safe afterwards.
class Bounds {
 public:
  [[nodiscard]] const std::string& problem() const { return problem_; }

  // What nlohmann::json calls, by its names.
  static bool null() { return true; }
  static bool boolean(bool /*value*/) { return true; }
  static bool number_integer(std::int64_t /*value*/) { return true; }
  static bool number_unsigned(std::uint64_t /*value*/) { return true; }
  static bool number_float(double /*value*/, const std::string& /*text*/) { return true; }
  static bool string(const std::string& /*value*/) { return true; }
  static bool binary(const Json::binary_t& /*value*/) { return true; }
  bool start_object(std::size_t /*size*/) { return open(); }
  bool start_array(std::size_t /*size*/) { return open(); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }
  bool key(const std::string& /*name*/) {
    return ++members_.back() <= kMostMembers ||
           stop(fmt::format("has an object of more than {} members.", kMostMembers));
  }
  bool parse_error(std::size_t /*at*/, const std::string& /*token*/, const Json::exception& /*error*/) {
    problem_ = "is not JSON.";
    return false;
  }

 private:
  bool open() {
    members_.push_back(0);
    return members_.size() <= kDeepest || stop(fmt::format("is nested more than {} levels deep.", kDeepest));
  }
  bool close() {
    members_.pop_back();
    return true;
  }
  bool stop(std::string problem) {
    problem_ = std::move(problem);
    return false;
  }

  std::vector<std::size_t> members_;  // of each object and list that is open
  std::string problem_;
};

}  // namespace

std::expected<Json, std::string> sent_json(std::string_view text) {
  Bounds bounds;
  if (!Json::sax_parse(text, &bounds)) return std::unexpected(bounds.problem());
  return Json::parse(text);
}

std::expected<Json, Refusal> json_body(const http::Request& request) {
  if (auto wrong = wrong_media_type(request, "application/json")) return std::unexpected(std::move(*wrong));
  auto json = sent_json(request.body);
  if (json) return std::move(*json);
  auto refusal = malformed_body();
  refusal.detail = "The body " + json.error();
  return std::unexpected(std::move(refusal));
}

}  // namespace shelfcast::api
