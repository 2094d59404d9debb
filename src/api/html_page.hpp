// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/http/message.hpp"

#include <string_view>

namespace shelfcast::api {

/// A page of text in the dashboard's style, around `main`, which is HTML. It runs nothing, and no one may frame it.
http::Response html_page(std::string_view title, std::string_view main);

}  // namespace shelfcast::api
