// SPDX-License-Identifier: Apache-2.0
#include "app/demo_tour.hpp"
#include "shelfcast/http/client.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace shelfcast::app {
namespace {

constexpr std::chrono::seconds kDeadline{10};

class Visitor {
 public:
  explicit Visitor(std::uint16_t port) : server_(http::TcpAddress{"127.0.0.1", port}) {}

  /// The body; prints whether the answer was 200 and held what it must.
  std::string visit(const std::string& target, std::string_view must_hold) {
    http::Request request;
    request.method = "GET";
    request.target = target;
    const auto answer = http::fetch(server_, request, kDeadline);
    const bool fine = answer && answer->status == 200 && answer->body.find(must_hold) != std::string::npos;
    fmt::print("  {} GET {}\n", fine ? "ok    " : "FAILED", target);
    all_fine_ = all_fine_ && fine;
    return fine ? answer->body : "";
  }
  [[nodiscard]] bool all_fine() const { return all_fine_; }

 private:
  http::Endpoint server_;
  bool all_fine_ = true;
};

}  // namespace

Exit check_own_answers(std::uint16_t port, const std::string& marketplace) {
  fmt::print("\nits own page and endpoints:\n");
  Visitor visitor(port);
  visitor.visit("/", "<html");
  visitor.visit("/readyz", "");
  visitor.visit("/metrics", "shelfcast_");
  const std::string predictions = "/api/v1/predictions/customer/1/";
  const std::string ranking =
      visitor.visit(fmt::format("{}marketplace/{}/categories?timeFrame=week&window=rolling", predictions, marketplace),
                    "predictedSalesAmount");
  const auto json = nlohmann::json::parse(ranking, nullptr, false);
  if (json.is_discarded() || json["categories"].empty()) return Exit::failure;
  visitor.visit(fmt::format("{}{}/categories/{}/products?timeFrame=week&window=rolling", predictions, marketplace,
                            json["categories"][0]["categoryId"].get<std::uint32_t>()),
                "predictedQuantity");
  visitor.visit(
      "/graphql?query=%7Bpredictions(timeFrame:WEEK,window:ROLLING)%7Bcategories(limit:3)%7Bname%20rank%7D%7D%7D",
      R"("rank":1)");
  visitor.visit("/api/v1/search?q=a&kind=product", "expectedAmount");
  return visitor.all_fine() ? Exit::ok : Exit::failure;
}

}  // namespace shelfcast::app
