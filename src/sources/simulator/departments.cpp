// SPDX-License-Identifier: Apache-2.0
#include "sources/simulator/departments.hpp"

namespace shelfcast::sources::simulator {
namespace {

constexpr std::array<Department, 8> kDepartments{{
    {"Kitchen & Home",
     {{{"Cookware",
        {{{"Frying Pans", "Frying Pan"}, {"Pots", "Pot"}, {"Bakeware", "Baking Tin"}, {"Knives", "Knife"}}}},
       {"Small Appliances",
        {{{"Kettles", "Kettle"}, {"Toasters", "Toaster"}, {"Coffee Makers", "Coffee Maker"}, {"Mixers", "Mixer"}}}},
       {"Textiles",
        {{{"Bed Linen", "Bed Linen"}, {"Towels", "Towel"}, {"Curtains", "Curtain"}, {"Cushions", "Cushion"}}}}}},
     24,
     0.022,
     1.0,
     {{{345, 18, 0.55}, {285, 4, 0.18}, {200, 4, -0.12}}},
     {1.08, 1.00, 0.97, 0.96, 0.90, 0.92, 1.20}},
    {"Electronics",
     {{{"Audio",
        {{{"Headphones", "Headphones"}, {"Speakers", "Speaker"}, {"Radios", "Radio"}, {"Microphones", "Microphone"}}}},
       {"Accessories",
        {{{"Chargers", "Charger"}, {"Cables", "Cable"}, {"Phone Cases", "Phone Case"}, {"Batteries", "Battery Pack"}}}},
       {"Smart Home",
        {{{"Smart Bulbs", "Smart Bulb"},
          {"Cameras", "Camera"},
          {"Thermostats", "Thermostat"},
          {"Sensors", "Sensor"}}}}}},
     34,
     0.032,
     1.5,
     {{{332, 30, 0.75}, {350, 25, 0.45}, {190, 3, -0.10}}},
     {1.06, 1.02, 1.00, 0.98, 0.93, 0.94, 1.12}},
    {"Garden",
     {{{"Tools", {{{"Spades", "Spade"}, {"Shears", "Shears"}, {"Rakes", "Rake"}, {"Gloves", "Gloves"}}}},
       {"Plants & Seeds",
        {{{"Seeds", "Seed Mix"},
          {"Planters", "Planter"},
          {"Potting Soil", "Potting Soil"},
          {"Fertiliser", "Fertiliser"}}}},
       {"Outdoor Living",
        {{{"Grills", "Grill"},
          {"Garden Chairs", "Garden Chair"},
          {"Parasols", "Parasol"},
          {"Garden Lights", "Garden Light"}}}}}},
     22,
     0.018,
     0.5,
     {{{125, 4, 1.60}, {275, 10, 0.35}, {15, 3, -0.35}}},
     {0.98, 0.90, 0.92, 0.98, 1.08, 1.12, 1.05}},
    {"Toys & Games",
     {{{"Building",
        {{{"Bricks", "Brick Set"},
          {"Train Sets", "Train Set"},
          {"Marble Runs", "Marble Run"},
          {"Models", "Model Kit"}}}},
       {"Games",
        {{{"Board Games", "Board Game"},
          {"Card Games", "Card Game"},
          {"Puzzles", "Puzzle"},
          {"Party Games", "Party Game"}}}},
       {"Play",
        {{{"Dolls", "Doll"}, {"Soft Toys", "Soft Toy"}, {"Scooters", "Scooter"}, {"Craft Kits", "Craft Kit"}}}}}},
     21,
     0.024,
     1.6,
     {{{340, 14, 1.90}, {95, 30, 0.30}, {215, 4, -0.10}}},
     {1.00, 0.96, 0.95, 0.98, 1.00, 1.05, 1.15}},
    {"Fashion",
     {{{"Clothing", {{{"T-Shirts", "T-Shirt"}, {"Jackets", "Jacket"}, {"Jeans", "Jeans"}, {"Socks", "Socks"}}}},
       {"Shoes", {{{"Trainers", "Trainers"}, {"Boots", "Boots"}, {"Sandals", "Sandals"}, {"Slippers", "Slippers"}}}},
       {"Bags", {{{"Backpacks", "Backpack"}, {"Handbags", "Handbag"}, {"Wallets", "Wallet"}, {"Belts", "Belt"}}}}}},
     32,
     0.075,
     1.1,
     {{{100, 6, 0.35}, {280, 6, 0.40}, {335, 20, 0.35}}},
     {1.05, 0.98, 0.95, 0.95, 0.92, 0.98, 1.25}},
    {"Health & Beauty",
     {{{"Skin Care",
        {{{"Day Creams", "Day Cream"}, {"Sun Care", "Sun Cream"}, {"Soaps", "Soap"}, {"Masks", "Face Mask"}}}},
       {"Hair",
        {{{"Shampoos", "Shampoo"}, {"Hair Dryers", "Hair Dryer"}, {"Brushes", "Brush"}, {"Styling", "Styling Gel"}}}},
       {"Well-Being", {{{"Vitamins", "Vitamins"}, {"Teas", "Tea"}, {"Massage", "Massage Roller"}, {"Oils", "Oil"}}}}}},
     13,
     0.012,
     0.8,
     {{{340, 20, 0.40}, {20, 10, 0.20}, {165, 5, 0.12}}},
     {1.12, 1.06, 1.02, 1.00, 0.94, 0.86, 1.00}},
    {"Sports & Outdoor",
     {{{"Fitness",
        {{{"Dumbbells", "Dumbbell"},
          {"Yoga Mats", "Yoga Mat"},
          {"Resistance Bands", "Resistance Band"},
          {"Ropes", "Skipping Rope"}}}},
       {"Cycling",
        {{{"Helmets", "Helmet"}, {"Bike Lights", "Bike Light"}, {"Bike Locks", "Bike Lock"}, {"Pumps", "Pump"}}}},
       {"Hiking",
        {{{"Tents", "Tent"},
          {"Sleeping Bags", "Sleeping Bag"},
          {"Bottles", "Bottle"},
          {"Head Torches", "Head Torch"}}}}}},
     27,
     0.030,
     0.7,
     {{{10, 14, 0.60}, {150, 3, 0.45}, {345, 25, 0.35}}},
     {1.10, 1.03, 1.00, 0.98, 0.94, 0.90, 1.06}},
    {"Pets",
     {{{"Dogs", {{{"Dog Food", "Dog Food"}, {"Leads", "Lead"}, {"Dog Beds", "Dog Bed"}, {"Dog Toys", "Dog Toy"}}}},
       {"Cats",
        {{{"Cat Food", "Cat Food"},
          {"Cat Litter", "Cat Litter"},
          {"Scratching Posts", "Scratching Post"},
          {"Cat Toys", "Cat Toy"}}}},
       {"Fish & Birds",
        {{{"Aquariums", "Aquarium"}, {"Fish Food", "Fish Food"}, {"Bird Food", "Bird Food"}, {"Cages", "Cage"}}}}}},
     15,
     0.008,
     0.4,
     {{{25, 3, 0.12}, {345, 25, 0.15}, {205, 5, -0.06}}},
     {1.15, 1.08, 1.02, 1.00, 0.96, 0.88, 0.92}},
}};

constexpr std::array<std::string_view, 32> kBrands{
    "Nordwind", "Alva",   "Kestrel", "Lumio",   "Bergmann",     "Tavola", "Orbis",  "Fjella",
    "Pico",     "Halden", "Mirabel", "Steinau", "Velora",       "Juno",   "Corvin", "Elbe",
    "Rivaro",   "Soleta", "Tegern",  "Umbra",   "Wexel",        "Ylva",   "Zento",  "Amberg",
    "Brix",     "Calma",  "Duno",    "Esprel",  "Falke & Sohn", "Grano",  "Hygga",  "Isar"};

constexpr std::array<std::string_view, 14> kColours{"black", "white",  "grey",      "anthracite", "navy",
                                                    "blue",  "green",  "red",       "beige",      "yellow",
                                                    "brown", "silver", "turquoise", "rose"};

constexpr std::array<std::string_view, 12> kQualifiers{"Compact",  "Outdoor", "Children's", "Professional",
                                                       "Travel",   "Classic", "Premium",    "Everyday",
                                                       "Designer", "Vintage", "Eco",        "Winter"};

constexpr std::array<std::string_view, 24> kSellerFirst{"Alster",  "Baltic",   "City",  "Donau", "Eifel",   "Franken",
                                                        "Goldene", "Harz",     "Insel", "Kiez",  "Linden",  "Main",
                                                        "Neue",    "Oder",     "Pfalz", "Quell", "Rhein",   "Spree",
                                                        "Taunus",  "Uferhaus", "Vogel", "Weser", "Zentral", "Isar"};

constexpr std::array<std::string_view, 16> kSellerLast{
    "Handel", "Kontor",    "Versand", "Markt",  "Laden",   "Depot",   "Basar",  "Lager",
    "Store",  "Warenhaus", "Trading", "Direkt", "Express", "Galerie", "Outlet", "Haus"};

}  // namespace

std::span<const Department> departments() {
  return kDepartments;
}
std::span<const std::string_view> brands() {
  return kBrands;
}
std::span<const std::string_view> colours() {
  return kColours;
}
std::span<const std::string_view> qualifiers() {
  return kQualifiers;
}
std::span<const std::string_view> seller_first_words() {
  return kSellerFirst;
}
std::span<const std::string_view> seller_last_words() {
  return kSellerLast;
}

}  // namespace shelfcast::sources::simulator
