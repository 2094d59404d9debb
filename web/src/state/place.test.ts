import { expect, test } from "vitest";
import { addressOfPlace, changed, kDefaults, placeOf } from "./place";

test("an address without choices is the defaults, and the defaults leave the address empty", () => {
  const place = placeOf("/", "");
  expect(place).toEqual({ view: "overview", id: "", choices: kDefaults });
  expect(addressOfPlace(place)).toBe("/");
});

test("what a place says is read back from its address", () => {
  const place = changed(placeOf("/categories/Bücher%20%26%20mehr", ""), { frame: "month", seller: "501", least: "2.50", page: 3 });
  const [path = "", search = ""] = addressOfPlace(place).split("?");
  expect(place.id).toBe("Bücher & mehr");
  expect(placeOf(path, search)).toEqual(place);
});

test("what cannot be is the default", () => {
  const { choices } = placeOf("/", "frame=decade&window=x&page=0&least=-1&sort=best");
  expect(choices).toEqual(kDefaults);
});

test("addresses that lead nowhere have no view", () => {
  for (const path of ["/nowhere", "/products", "/categories/1/2", "/trust/1", "/categories/%E0%A4%A"]) expect(placeOf(path, "").view, path).toBeNull();
});

test("another order, filter or time frame begins on the first page", () => {
  const third = placeOf("/categories", "page=3");
  expect(changed(third, { sort: "asc" }).choices.page).toBe(1);
  expect(changed(third, { frame: "day" }).choices.page).toBe(1);
  expect(changed(third, { page: 4 }).choices.page).toBe(4);
});

test("a product is shown in units, all else in money, unless somebody chose", () => {
  const product = changed(placeOf("/", ""), { view: "products", id: "1" });
  expect(product.choices.measure).toBe("units");
  expect(addressOfPlace(product)).toBe("/products/1");
  expect(changed(product, { view: "overview" }).choices.measure).toBe("amount");
  const chosen = changed(placeOf("/", "measure=units"), { view: "categories" });
  expect(addressOfPlace(chosen)).toBe("/categories?measure=units");
});

test("which alerts are shown is in the address, and stays in their view", () => {
  const some = placeOf("/alerts", "state=snoozed&priority=P1&audience=sellers&rule=disk");
  expect(some.choices).toMatchObject({ state: "snoozed", priority: "P1", audience: "sellers", rule: "disk" });
  expect(addressOfPlace(some)).toBe("/alerts?state=snoozed&priority=P1&audience=sellers&rule=disk");
  expect(addressOfPlace(changed(some, { view: "products", id: "4711" }))).toBe("/products/4711");
  expect(placeOf("/alerts", "state=lost&priority=P9&audience=me").choices).toEqual(kDefaults);
});

test("the time frame goes along to another view, a list's filters do not", () => {
  const here = placeOf("/categories/11", "frame=month&seller=501&sort=asc");
  const there = changed(here, { view: "products", id: "1001" });
  expect(addressOfPlace(there)).toBe("/products/1001?frame=month");
  expect(addressOfPlace(changed(here, { view: "overview" }))).toBe("/?frame=month");
});
