// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "support/temp_folder.hpp"

#include <fstream>
#include <initializer_list>
#include <string>
#include <string_view>

namespace shelfcast::testing {

/// A small warehouse of files: marketplace DE (Europe/Berlin, two hours of lag) with products P1 and P2.
class Warehouse {
 public:
  static constexpr std::string_view kTransactions =
      "trxn_id,marketplace_id,customer_id,transaction_time,status,total_price,updated_at";
  static constexpr std::string_view kLines =
      "trxn_product_id,trxn_id,product_id,quantity,unit_price,line_total,status,updated_at";

  Warehouse() {
    write("marketplaces.csv", "marketplace_id,name,region,currency,language,time_zone,week_start,lag_hours",
          {"FR,France,EU,EUR,fr,Europe/Paris,monday,0", "DE,Germany,EU,EUR,de,Europe/Berlin,sunday,2"});
    write("sellers.csv", "seller_id,marketplace_id,name,created_at,updated_at", {"S1,DE,Ada's,2024-01-01,2024-01-01"});
    write("categories.csv",
          "category_id,marketplace_id,name,description,parent_category_id,level,category_path,updated_at",
          {"C1,DE,Garden,,,1,Garden,2024-01-01"});
    write("products.csv",
          "product_id,marketplace_id,name,description,brand,colour,current_price,unit_cost,category_id,seller_id,"
          "created_at,updated_at",
          {"P1,DE,Spade,,,,19.99,,C1,S1,2024-01-01,2024-01-01", "P2,DE,Rake,,,,9.99,,C1,S1,2024-01-01,2024-01-01",
           "F1,FR,Pelle,,,,9.99,,C1,S1,2024-01-01,2024-01-01"});
    write("transactions.csv", kTransactions, {"T1,DE,,2025-01-10T09:00:00Z,placed,29.98,2025-01-10T09:00:01Z"});
    write("transaction_products.csv", kLines,
          {"L1,T1,P1,1,19.99,19.99,sold,2025-01-10T09:00:01Z", "L2,T1,P2,1,9.99,9.99,sold,2025-01-10T09:00:01Z"});
  }

  void write(const std::string& file, std::string_view header, std::initializer_list<std::string_view> rows) const {
    std::ofstream out(path() / file, std::ios::binary);
    out << header << '\n';
    for (const auto& row : rows) out << row << '\n';
  }
  void append(const std::string& file, std::initializer_list<std::string_view> rows) const {
    std::ofstream out(path() / file, std::ios::binary | std::ios::app);
    for (const auto& row : rows) out << row << '\n';
  }
  /// Another part of the sales.
  void write_part(const std::string& part, std::initializer_list<std::string_view> transactions,
                  std::initializer_list<std::string_view> lines) const {
    write("transactions-" + part + ".csv", kTransactions, transactions);
    write("transaction_products-" + part + ".csv", kLines, lines);
  }
  void remove(const std::string& file) const { std::filesystem::remove(path() / file); }

  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }

 private:
  TempFolder folder_;
};

}  // namespace shelfcast::testing
