// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shelfcast/domain/reasons.hpp"
#include "shelfcast/refresh/cycle.hpp"

namespace shelfcast::refresh {

/// Says why a published table expects what it does, by asking the fit that made it again with less and less: from what
/// was known when it was made, and to the last millionth. In this order, each as the difference that it makes when all
/// before it are there:
///
/// sold              in the period, up to the cut: no forecast
/// level             a mean day of the last year of the product, or since it is on sale
/// trend             where the product's own history leads, against that
/// similar_products  what others teach: totals of the category, shares learnt from all, shrinkage
/// season            weekdays and the time of year, holidays among it as far as a model repeats last year's days
/// price             prices that change, or have just changed, against the price on the day of the cut
/// promotion         promotions after the cut: the product's own, and those of the category that draw from it
/// holiday           holidays after the cut, by their names
/// today             sales of days that run, and what they say of the next ones
/// told_late         what was learnt after the table was made, and is dated before
///
/// What moved a table since the one before that knew less of the category, in this order: corrections (sales up to the
/// cut before, known otherwise now; told late, too), new_orders (sales since, today's among them), price (regular ones
/// and promotions), calendar (holidays), assortment (products that are new or changed their category), and last the
/// model, when another version speaks. A period that the table before could not see is left out.
///
/// `not_found` where the model of a table is no longer kept, or the category is not in it.
Result<domain::Reasons> give_reasons(const Rooms& rooms, const predictions::Table& table,
                                     const domain::ReasonsQuestion& question);

}  // namespace shelfcast::refresh
