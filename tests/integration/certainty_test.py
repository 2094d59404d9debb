# SPDX-License-Identifier: Apache-2.0
"""How sure a forecast is, as the API tells it: bounds of its units, the chance of a place among the best, ranks."""
from shop import Server, ShopCase, main


class Certainty(ShopCase):
    DAYS = 400

    def test_bounds_hold_the_forecast_and_chances_add_up_to_the_places(self):
        with Server(self.data, "--now=data-cut") as server:
            for frame, window in (("day", "rolling"), ("week", "rolling"), ("month", "rolling"), ("week", "calendar")):
                rows = server.products(11, frame, window, "&limit=100")["products"]
                self.assertEqual(len(rows), 6)
                for row in rows:
                    self.assertLessEqual(row["lo95"], row["lo80"], row)
                    self.assertLessEqual(row["lo80"], row["expectedUnits"], row)
                    self.assertLessEqual(row["expectedUnits"], row["hi80"], row)
                    self.assertLessEqual(row["hi80"], row["hi95"], row)
                    self.assertEqual(row["topProbability"], 1, "all six are among the best ten")
                    self.assertTrue(1 <= row["rankLow"] <= row["rankHigh"] <= 6, row)
                top5 = [row["topProbability"] for row in server.products(11, frame, window, "&limit=100&top=5")["products"]]
                self.assertAlmostEqual(sum(top5), 5, delta=0.01)
                self.assertGreater(top5[0], top5[-1])

    def test_products_of_several_categories_were_not_drawn_together_and_have_no_chance(self):
        with Server(self.data, "--now=data-cut") as server:
            rows = server.products(10, "week", "rolling", "&limit=100")["products"]
            self.assertEqual({row["topProbability"] for row in rows}, {None})
            self.assertTrue(all(row["hi80"] is not None for row in rows))
            status, _, body = server.ask("/api/v1/predictions/customer/1/DE/categories/11/products?timeFrame=week&top=7")
            self.assertEqual(status, 400)
            self.assertIn("must be one of 5, 10, 20, 50", body)

    def test_what_was_not_measured_is_null(self):
        with Server(self.data, "--now=data-cut") as server:
            for row in server.products(11, "week", "next")["products"]:
                self.assertEqual((row["lo80"], row["hi95"], row["topProbability"], row["rankLow"]), (None, None, None, None))


if __name__ == "__main__":
    main()
