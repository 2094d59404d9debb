# SPDX-License-Identifier: Apache-2.0
"""What hostile and mistaken requests get from the whole server: the status and the problem that the table says, each wrong field named.

Broken HTTP itself is the table of tests/unit/http/hostile_test.cpp."""
import http.client, json, urllib.parse

from shop import Server, ShopCase, main

BEST = "/api/v1/predictions/customer/1/marketplace/DE/categories"
IN = "/api/v1/predictions/customer/1/DE/categories/11/products"
WEEK = "?timeFrame=week"
JSON = {"Content-Type": "application/json"}
LONG = "9" * 400

# (status, type of the problem, fields it names, target)
GETS = [
    # paths
    (404, "not-found", [], "/nothing"),
    (404, "not-found", [], "/api"),
    (404, "not-found", [], "/api/v2/predictions"),
    (404, "not-found", [], "/api/v1/predictions/customer//marketplace/DE/categories" + WEEK),
    (404, "not-found", [], BEST + "/" + WEEK),
    (404, "not-found", [], "/API/v1/marketplaces"),
    (404, "not-found", [], "/api/v1/products/"),
    (404, "not-found", [], "/.env"),
    (404, "not-found", [], "/wp-login.php"),
    (404, "not-found", [], "/api/v1/cycles/..%2f..%2fetc%2fpasswd"),
    (400, "malformed-target", [], "/api/v1/../../etc/passwd"),
    (400, "malformed-target", [], "/api/v1/products/%00"),
    (400, "malformed-target", [], "/api/v1/products/%ff"),
    (400, "malformed-target", [], "/api/v1/products/%2"),
    # ids
    (404, "unknown-product", [], "/api/v1/products/nothing"),
    (404, "unknown-product", [], "/api/v1/products/-1"),
    (404, "unknown-product", [], "/api/v1/products/0"),
    (404, "unknown-product", [], "/api/v1/products/4294967296"),
    (404, "unknown-product", [], "/api/v1/products/" + LONG),
    (404, "unknown-product", [], "/api/v1/products/1e2"),
    (404, "unknown-product", [], "/api/v1/products/100%20"),
    (404, "unknown-product", [], "/api/v1/products/'%20OR%201=1--"),
    (404, "unknown-product", [], "/api/v1/products/%3Cscript%3E"),
    (404, "unknown-product", [], "/api/v1/products/%E2%80%AE"),
    (404, "unknown-category", [], IN.replace("/11/", "/0/") + WEEK),
    (404, "unknown-category", [], IN.replace("/11/", "/999/") + WEEK),
    (404, "unknown-category", [], IN.replace("/11/", "/mugs/") + WEEK),
    (404, "unknown-marketplace", [], BEST.replace("DE", "XX") + WEEK),
    (404, "unknown-marketplace", [], BEST.replace("DE", "de") + WEEK),
    (404, "unknown-marketplace", [], BEST.replace("DE", "%F0%9F%98%80") + WEEK),
    (404, "unknown-marketplace", [], "/api/v1/products/100?marketplaceId=XX"),
    (404, "unknown-seller", [], BEST + WEEK + "&sellerId=nobody"),
    (404, "unknown-seller", [], BEST.replace("/1/", "/nobody/") + WEEK + "&scope=own"),
    (404, "table-not-kept", [], BEST + WEEK + "&cycle=DE-19990101-1"),
    (404, "table-not-kept", [], BEST + WEEK + "&cycle=../../catalogue.db"),
    (400, "bad-parameter", ["/customerId"], BEST.replace("/1/", "/" + "c" * 129 + "/") + WEEK),
    # one parameter
    (400, "bad-parameter", ["?timeFrame"], BEST),
    (400, "bad-parameter", ["?timeFrame"], BEST + "?timeFrame="),
    (400, "bad-parameter", ["?timeFrame"], BEST + "?timeFrame=WEEK"),
    (400, "bad-parameter", ["?timeFrame"], BEST + "?timeFrame=fortnight"),
    (400, "bad-parameter", ["?timeFrame"], BEST + "?timeFrame=week&timeFrame=week"),
    (400, "bad-parameter", ["?timeframe", "?timeFrame"], BEST + "?timeframe=week"),
    (400, "bad-parameter", ["?limit"], BEST + WEEK + "&limit=0"),
    (400, "bad-parameter", ["?limit"], BEST + WEEK + "&limit=101"),
    (400, "bad-parameter", ["?limit"], BEST + WEEK + "&limit=-1"),
    (400, "bad-parameter", ["?limit"], BEST + WEEK + "&limit=1.5"),
    (400, "bad-parameter", ["?limit"], BEST + WEEK + "&limit=1e1"),
    (400, "bad-parameter", ["?limit"], BEST + WEEK + "&limit=0x10"),
    (400, "bad-parameter", ["?limit"], BEST + WEEK + "&limit=%2010"),
    (400, "bad-parameter", ["?limit"], BEST + WEEK + "&limit=+10"),
    (400, "bad-parameter", ["?limit"], BEST + WEEK + "&limit=ten"),
    (400, "bad-parameter", ["?limit"], BEST + WEEK + "&limit=" + LONG),
    (400, "bad-parameter", ["?limit"], BEST + WEEK + "&limit=%D9%A1"),
    (400, "bad-parameter", ["?limit"], BEST + WEEK + "&limit="),
    (400, "bad-parameter", ["?limit"], BEST + WEEK + "&limit=5&limit=6"),
    (400, "bad-parameter", ["?page"], BEST + WEEK + "&page=0"),
    (400, "bad-parameter", ["?page"], BEST + WEEK + "&page=-1"),
    (400, "bad-parameter", ["?page"], BEST + WEEK + "&page=18446744073709551616"),
    (400, "bad-parameter", ["?page"], BEST + WEEK + "&page=1000000001"),
    (400, "bad-parameter", ["?sort"], BEST + WEEK + "&sort=up"),
    (400, "bad-parameter", ["?sort"], BEST + WEEK + "&sort=DESC;DROP%20TABLE"),
    (400, "bad-parameter", ["?sort"], IN + WEEK + "&sort=name"),
    (400, "bad-parameter", ["?fields"], BEST + WEEK + "&fields="),
    (400, "bad-parameter", ["?fields", "?fields"], BEST + WEEK + "&fields=rank,productName,%22"),
    (400, "bad-parameter", ["?fields"], IN + WEEK + "&fields=" + LONG),
    (400, "bad-parameter", ["?fields"], IN + WEEK + "&fields=" + "rank," * 300),
    (400, "bad-parameter", ["?window"], BEST + WEEK + "&window=previous"),
    (400, "bad-parameter", ["?top"], BEST + WEEK + "&top=7"),
    (400, "bad-parameter", ["?top"], BEST + WEEK + "&top=0"),
    (400, "bad-parameter", ["?live"], BEST + WEEK + "&live=yes"),
    (400, "bad-parameter", ["?live"], BEST + WEEK + "&live=1"),
    (400, "bad-parameter", ["?scope"], BEST + WEEK + "&scope=mine"),
    (400, "bad-parameter", ["?sellerId"], BEST + WEEK + "&sellerId="),
    (400, "bad-parameter", ["?sellerId"], BEST + WEEK + "&sellerId=" + LONG),
    (400, "bad-parameter", ["?sellerId"], BEST + WEEK + "&scope=own&sellerId=1"),
    (400, "bad-parameter", ["?cycle"], BEST + WEEK + "&cycle="),
    (400, "bad-parameter", ["?minPrice"], BEST + WEEK + "&minPrice=-1"),
    (400, "bad-parameter", ["?maxPrice"], BEST + WEEK + "&minPrice=2&maxPrice=1"),
    (400, "bad-parameter", ["?maxPrice"], BEST + WEEK + "&maxPrice=1e3"),
    (400, "bad-parameter", ["?dateTime"], BEST + WEEK + "&dateTime=now"),
    (400, "bad-parameter", ["?dateTime"], BEST + WEEK + "&dateTime=2025-02-30"),
    (400, "bad-parameter", ["?dateTime"], BEST + WEEK + "&dateTime=2025-13-01"),
    (400, "bad-parameter", ["?dateTime"], BEST + WEEK + "&dateTime=20250301"),
    (400, "bad-parameter", ["?dateTime"], BEST + WEEK + "&dateTime=2025-03-01T25:00:00Z"),
    (400, "bad-parameter", ["?dateTime"], BEST + WEEK + "&dateTime=2025-03-01T10:00:00"),
    (400, "bad-parameter", ["?dateTime"], BEST + WEEK + "&dateTime=2025-03-01:99:00:00"),
    (400, "bad-parameter", ["?dateTime"], BEST + WEEK + "&dateTime=-2025-03-01"),
    (400, "bad-parameter", ["?dateTime"], BEST + WEEK + "&dateTime=" + LONG),
    (404, "beyond-horizon", [], BEST + WEEK + "&dateTime=9999-12-31"),
    (404, "beyond-horizon", [], BEST + "?timeFrame=year&dateTime=2030-01-01"),
    (404, "not-kept", [], BEST + WEEK + "&dateTime=2020-01-01"),
    (404, "not-kept", [], BEST + WEEK + "&dateTime=0001-01-01"),
    # several at once
    (400, "bad-parameter", ["?limit", "?page", "?sort"], BEST + WEEK + "&limit=x&page=x&sort=x"),
    (400, "bad-parameter", ["?a", "?b", "?timeFrame"], BEST + "?a=1&b=2"),
    (400, "bad-parameter", ["?" + "q" * 100], BEST + WEEK + "&" + "q" * 500 + "=1"),
    (400, "bad-parameter", ["?"], BEST + WEEK + "&=1"),
    (400, "bad-parameter", ["?limit[]"], BEST + WEEK + "&limit[]=1"),
    (400, "bad-parameter", ["?__proto__"], BEST + WEEK + "&__proto__=1"),
    # the other reading endpoints
    (400, "bad-parameter", ["?q"], "/api/v1/search"),
    (400, "bad-parameter", ["?q"], "/api/v1/search?q="),
    (400, "bad-parameter", ["?q"], "/api/v1/search?q=" + "w" * 201),
    (400, "bad-parameter", ["?kind"], "/api/v1/search?q=mug&kind=thing"),
    (400, "bad-parameter", ["?limit"], "/api/v1/search?q=mug&limit=1000"),
    (400, "bad-parameter", ["?since"], "/api/v1/movers?since=0"),
    (400, "bad-parameter", ["?since"], "/api/v1/movers?since=367"),
    (400, "bad-parameter", ["?direction"], "/api/v1/movers?direction=sideways"),
    (404, "unknown-category", [], "/api/v1/movers?categoryId=none"),
    (400, "bad-parameter", ["?from"], "/api/v1/sales"),
    (400, "bad-parameter", ["?from", "?timeFrame"], "/api/v1/sales?from=" + "9" * 500 + "&timeFrame=era"),
    (400, "bad-parameter", ["?to"], "/api/v1/sales?from=2025-01-02&to=2025-01-01"),
    (400, "bad-parameter", ["?from"], "/api/v1/sales?from=0001-01-01"),
    (404, "unknown-category", [], "/api/v1/sales?from=2025-01-01&categoryId=none"),
    (404, "unknown-merchant", [], "/api/v1/sales?from=2025-01-01&sellerId=none"),
    (400, "bad-parameter", ["?window"], "/api/v1/sales/expected?window=open"),
    (404, "unknown-seller", [], "/api/v1/sales/expected?sellerId=none"),
    (400, "bad-parameter", ["?audience"], "/api/v1/alerts?audience=everybody"),
    (400, "bad-parameter", ["?historyDays"], "/api/v1/products/100?historyDays=1101"),
    (400, "bad-parameter", ["?forecastDays"], "/api/v1/products/100?forecastDays=0"),
    (400, "bad-parameter", ["?rankTables"], "/api/v1/products/100?rankTables=61"),
    (400, "bad-parameter", ["?marketplaceId"], "/api/v1/models"),
    (400, "bad-parameter", ["?marketplaceId"], "/api/v1/coverage"),
    (400, "bad-parameter", ["?level"], "/api/v1/coverage?marketplaceId=DE&level=shelf"),
    (400, "bad-parameter", ["?limit"], "/api/v1/cycles?limit=0"),
    (400, "bad-parameter", ["?after"], "/api/v1/cycles?after="),
    (404, "not-found", [], "/api/v1/cycles/DE-19990101-1"),
    (404, "not-found", [], "/api/v1/jobs/none"),
    (404, "not-found", [], "/api/v1/models/DE-none-1.0.0"),
    (400, "bad-parameter", ["?after"], "/api/v1/feedback?after=x"),
    (400, "bad-parameter", ["?window"], "/api/v1/products/100/why?window=soon"),
    (404, "unknown-product", [], "/api/v1/products/none/why"),
    (404, "unknown-category", [], "/api/v1/categories/none/why"),
    (400, "bad-parameter", ["?lookback"], "/forecast/top-categories?bucket_type=WEEK&lookback=0"),
    (400, "bad-parameter", ["?bucket_type"], "/forecast/top-categories?merchant_id=1&bucket_type=ERA"),
    (404, "unknown-merchant", [], "/forecast/top-categories?merchant_id=none&bucket_type=WEEK"),
]

# (status, type, fields, method, target, headers, body)
OTHERS = [
    (405, "method-not-allowed", [], "POST", BEST + WEEK, {}, ""),
    (405, "method-not-allowed", [], "DELETE", "/api/v1/products/100", {}, ""),
    (405, "method-not-allowed", [], "PUT", "/graphql", JSON, "{}"),
    (405, "method-not-allowed", [], "PATCH", "/api/v1/feedback", JSON, "{}"),
    (405, "method-not-allowed", [], "TRACE", "/", {}, ""),
    (405, "method-not-allowed", [], "BREW", "/api/v1/marketplaces", {}, ""),
    (406, "not-acceptable", [], "GET", BEST + WEEK, {"Accept": "image/png"}, ""),
    (406, "not-acceptable", [], "GET", BEST + WEEK, {"Accept": "application/json;q=0"}, ""),
    (406, "not-acceptable", [], "GET", "/graphql?query={__typename}", {"Accept": "text/html"}, ""),
    (415, "unsupported-media-type", [], "POST", "/api/v1/feedback", {}, "{}"),
    (415, "unsupported-media-type", [], "POST", "/api/v1/feedback", {"Content-Type": "text/plain"}, "{}"),
    (415, "unsupported-media-type", [], "POST", "/api/v1/cycles", {"Content-Type": "application/x-www-form-urlencoded"}, "marketplaceId=DE"),
    (415, "unsupported-media-type", [], "POST", "/graphql", {"Content-Type": "application/xml"}, "<query/>"),
    (415, "unsupported-media-type", [], "POST", "/graphql", {"Content-Type": "application/json; charset=utf-16"}, "{}"),
    (400, "malformed-body", [], "POST", "/api/v1/feedback", JSON, ""),
    (400, "malformed-body", [], "POST", "/api/v1/feedback", JSON, "{"),
    (400, "malformed-body", [], "POST", "/api/v1/feedback", JSON, "{\"productId\":\"\xff\"}"),
    (400, "malformed-body", [], "POST", "/api/v1/feedback", JSON, "{'productId':1}"),
    (400, "malformed-body", [], "POST", "/api/v1/feedback", JSON, "{} {}"),
    (400, "malformed-body", [], "POST", "/api/v1/feedback", JSON, "NaN"),
    (400, "malformed-body", [], "POST", "/api/v1/feedback", JSON, "[" * 100_000),
    (400, "malformed-body", [], "POST", "/api/v1/feedback", JSON, "[" * 500_000 + "]" * 500_000),
    (400, "malformed-body", [], "POST", "/api/v1/feedback", JSON, '{"productId":' + "[" * 500_000 + "]" * 500_000 + "}"),
    (400, "malformed-body", [], "POST", "/api/v1/feedback", JSON, json.dumps({f"{i:x}": 0 for i in range(90_000)})),
    (400, "malformed-body", [], "POST", "/api/v1/cycles", JSON, '{"categories":' + "[" * 500_000 + "]" * 500_000 + "}"),
    (422, "bad-field", [""], "POST", "/api/v1/feedback", JSON, "[]"),
    (422, "bad-field", [""], "POST", "/api/v1/feedback", JSON, "null"),
    (422, "bad-field", ["/verdict"], "POST", "/api/v1/feedback", JSON, "{}"),
    (422, "bad-field", ["/verdict"], "POST", "/api/v1/feedback", JSON, '{"verdict":true}'),
    (422, "bad-field", ["/productId"], "POST", "/api/v1/feedback", JSON, '{"verdict":"right"}'),
    (422, "bad-field", ["/productId"], "POST", "/api/v1/feedback", JSON, '{"verdict":"right","productId":{"$ne":1}}'),
    (400, "malformed-body", [], "POST", "/api/v1/feedback", JSON, '{"verdict":"right","productId":100,"expectedUnits":1e400}'),
    (422, "bad-field", ["/expectedUnits"], "POST", "/api/v1/feedback", JSON, '{"verdict":"right","productId":100,"expectedUnits":1e300}'),
    (422, "bad-field", ["/expectedUnits"], "POST", "/api/v1/feedback", JSON, '{"verdict":"right","productId":100,"expectedUnits":-1}'),
    (422, "bad-field", ["/id"], "POST", "/api/v1/feedback", JSON, '{"id":7}'),
    (404, "unknown-product", [], "POST", "/api/v1/feedback", JSON, '{"verdict":"right","productId":"none"}'),
    (400, "bad-idempotency-key", [], "POST", "/api/v1/feedback", JSON | {"Idempotency-Key": ""}, "{}"),
    (400, "bad-idempotency-key", [], "POST", "/api/v1/feedback", JSON | {"Idempotency-Key": "k" * 256}, "{}"),
    (400, "bad-idempotency-key", [], "POST", "/api/v1/feedback", JSON | {"Idempotency-Key": "a b"}, "{}"),
    (422, "bad-field", ["/marketplaceId"], "POST", "/api/v1/cycles", JSON, "{}"),
    (422, "bad-field", ["/marketplaceId"], "POST", "/api/v1/cycles", JSON, '{"marketplaceId":["DE"]}'),
    (422, "bad-field", ["/force", "/marketplaceId"], "POST", "/api/v1/cycles", JSON, '{"force":true}'),
    (422, "bad-field", ["/categories"], "POST", "/api/v1/cycles", JSON, '{"marketplaceId":"DE","categories":[]}'),
    (422, "bad-field", ["/categories/0"], "POST", "/api/v1/cycles", JSON, '{"marketplaceId":"DE","categories":["none"]}'),
    (422, "bad-field", ["/marketplaceId"], "POST", "/api/v1/models:rollback", JSON, "{}"),
    (404, "not-found", [], "POST", "/api/v1/models/none:promote", JSON, "{}"),
    (404, "not-found", [], "POST", "/api/v1/loads/999999:accept", JSON, "{}"),
    (413, "body-too-large", [], "POST", "/graphql", JSON, '{"query":"' + "#" * 1_100_000 + '"}'),
    (413, "body-too-large", [], "POST", "/api/v1/feedback", JSON, " " * 1_100_000),
    (431, "header-too-large", [], "GET", "/livez", {"X-Long": "x" * 20_000}, ""),
]

# (status, words of the first message, body): what GraphQL refuses, it refuses in its own way.
GRAPHQL = [
    (400, "The body is not JSON.", ""),
    (400, "The body is not JSON.", "{"),
    (400, "The body is not JSON.", "query{__typename}"),
    (400, "The body is nested", "[" * 100_000),
    (400, "The body is nested", '{"query":"{__typename}","variables":{"a":' + "[" * 500_000 + "]" * 500_000 + "}}"),
    (400, "The body is nested", '{"query":"{__typename}","extensions":' + '{"a":' * 100_000 + "0" + "}" * 100_000 + "}"),
    (400, "more than 1000 members", json.dumps({"query": "{__typename}", "variables": {f"{i:x}": 0 for i in range(90_000)}})),
    (400, "The body must be a JSON object", "[]"),
    (400, "The body must be a JSON object", '[{"query":"{__typename}"}]'),
    (400, "query is required", "{}"),
    (400, "query is required", '{"query":null}'),
    (400, "query is required", '{"query":["{__typename}"]}'),
    (400, "variables must be", '{"query":"{__typename}","variables":"{}"}'),
    (400, "operationName must be", '{"query":"{__typename}","operationName":7}'),
    (400, "extensions must be", '{"query":"{__typename}","extensions":[]}'),
    (200, "Syntax Error", '{"query":""}'),
    (200, "Syntax Error", '{"query":"{"}'),
    (200, "Syntax Error", '{"query":"\\u0000"}'),
    (200, "Syntax Error", json.dumps({"query": "{" * 5_000})),
    (200, "Syntax Error", json.dumps({"query": "{" + "a " * 20_000 + "}"})),
    (200, "Cannot query field", '{"query":"{nothing}"}'),
    (200, "Unknown operation named", '{"query":"query A{__typename}","operationName":"B"}'),
    (200, "Must provide operation name", '{"query":"query A{__typename} query B{__typename}"}'),
    (200, "Unknown fragment", '{"query":"{...F}"}'),
    (200, "Cannot spread fragment", '{"query":"{...F} fragment F on Query{...F}"}'),
    (200, 'Variable "$f" of required type', '{"query":"query($f:TimeFrame!){predictions(timeFrame:$f){cycle}}"}'),
    (200, 'Variable "$f" got invalid value',
     '{"query":"query($f:TimeFrame!){predictions(timeFrame:$f){cycle}}","variables":{"f":"week"}}'),
    (200, "There is no marketplace", '{"query":"{predictions(timeFrame:WEEK,marketplaceId:\\"XX\\"){cycle}}"}'),
    (200, "There is no seller", '{"query":"{predictions(timeFrame:WEEK,sellerId:\\"none\\"){cycle}}"}'),
    (200, "date must be", '{"query":"{predictions(timeFrame:WEEK,date:\\"x\\"){cycle}}"}'),
    (200, "limit must be", '{"query":"{predictions(timeFrame:WEEK){categories(limit:-1){id}}}"}'),
    (200, "page must be", '{"query":"{predictions(timeFrame:WEEK){categories(page:0){id}}}"}'),
    (200, "days must be", '{"query":"{product(id:\\"100\\"){forecast(days:401){firstDay}}}"}'),
    (200, "is not kept", '{"query":"{predictions(timeFrame:WEEK,cycle:\\"none\\"){cycle}}"}'),
    (200, "text must be", json.dumps({"query": '{search(text:""){id}}'})),
    (200, "deep", json.dumps({"query": '{product(id:"100"){category' + "{parent" * 20 + "{id}" + "}" * 20 + "}}"})),
    (200, "cost", json.dumps({"query": "{" + " ".join(f"m{i}:movers{{timeFrame}}" for i in range(60)) + "}"})),
    (200, "Cannot query field", '{"query":"subscription{x}"}'),
]


class Hostile(ShopCase):
    DAYS = 60

    def ask(self, server, method, target, headers, body):
        connection = http.client.HTTPConnection(urllib.parse.urlsplit(server.url).netloc, timeout=30)
        connection.putrequest(method, target, skip_accept_encoding=True)
        data = body.encode("latin-1")
        for name, value in ({"Content-Length": str(len(data))} | headers).items():
            connection.putheader(name, value)
        try:
            connection.endheaders(data)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it was refused before all was sent
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        return answer, text

    def test_every_request_of_the_table_gets_its_problem(self):
        rows = [(status, kind, fields, "GET", target, {}, "") for status, kind, fields, target in GETS] + OTHERS
        with Server(self.data, "--now", "data-cut") as server:
            for status, kind, fields, method, target, headers, body in rows:
                with self.subTest(method=method, target=target[:200], headers=str(headers)[:80], body=body[:80]):
                    answer, text = self.ask(server, method, target, headers, body)
                    self.assertEqual(answer.status, status, text[:500])
                    self.assertEqual(answer.headers["Content-Type"], "application/problem+json")
                    problem = json.loads(text)
                    self.assertEqual((problem["status"], problem["type"].rpartition("/")[2]), (status, kind), problem)
                    self.assertEqual(problem["instance"], answer.headers["X-Request-Id"])
                    self.assertEqual(sorted(error["pointer"] for error in problem.get("errors", [])), sorted(fields), problem)
                    self.assertTrue(problem["title"] and problem["detail"])
                    if status == 405:
                        self.assertTrue(answer.headers["Allow"])
            self.assertEqual(server.ask("/readyz")[0], 200)
            self.assertIsNone(server.logged('"error"'))

    def test_what_graphql_refuses_it_refuses_in_its_own_way(self):
        with Server(self.data, "--now", "data-cut") as server:
            for status, words, body in GRAPHQL:
                with self.subTest(body=body[:120]):
                    answer, text = self.ask(server, "POST", "/graphql", JSON, body)
                    self.assertEqual(answer.status, status, text[:500])
                    self.assertIn(words, json.loads(text)["errors"][0]["message"])
            self.assertEqual(server.ask("/readyz")[0], 200)


if __name__ == "__main__":
    main()
