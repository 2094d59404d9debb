// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "api/refusal.hpp"
#include "shelfcast/base/calendar.hpp"
#include "shelfcast/domain/catalogue.hpp"

#include <optional>
#include <string_view>

namespace shelfcast::api {

// What a marketplace's source does not tell is a 404 that says so, never a guess.

enum class Measure { amount, units };
std::string_view name_of(Measure measure);

/// The one asked for; else amount, or what there is.
Measure measure_of(std::optional<Measure> asked, const domain::Measures& told);
std::optional<Refusal> refuse_measure(std::string_view marketplace, const domain::Measures& told, Measure asked);

std::string_view name_of(domain::Grain grain);
/// A calendar period must not be finer than the grain.
std::optional<Refusal> refuse_finer(std::string_view marketplace, domain::Grain told, Frame asked);
/// A window that ends now must be longer than the grain: its ends lie anywhere within one.
std::optional<Refusal> refuse_finer(std::string_view marketplace, domain::Grain told, int hours);

}  // namespace shelfcast::api
