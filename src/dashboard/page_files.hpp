// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace shelfcast::dashboard {

struct PageFile {
  std::string_view name;  ///< "index.html", "assets/index-BiYBdLGe.js", "page/docs.html"
  std::string_view text;
  std::string_view gzip;
  std::string_view brotli;
};

/// The files of web/dist and of src/dashboard/page/, as they were when this binary was built.
std::span<const PageFile> page_files();

}  // namespace shelfcast::dashboard
