# SPDX-License-Identifier: Apache-2.0
"""The OpenAPI document is valid, and the whole server answers as it says: no 5xx, no undocumented answer (schemathesis)."""
import json, os, re, subprocess

import pip_tool, shop
from shop import Server

# What a schema cannot say (a date within the data, a merchant that there is) may be refused.
UNCHECKED = "positive_data_acceptance"
EXAMPLES = 500 if shop.LONG else 20
KEY = {"Authorization": "Bearer sesame"}
ORDER = {"orderId": "A-1", "merchantId": 1, "orderTime": "2025-02-20T12:00:00Z", "currency": "EUR",
         "items": [{"lineId": "a", "productId": 100, "quantity": 2, "unitPrice": 5}]}
TOOLS = "schemathesis and openapi-spec-validator"


class OpenApi(shop.ShopCase):
    DAYS = 60

    def serve(self):
        config = self.folder / "open.toml"
        config.write_text('[server]\nadmin_token = "sesame"\n[identity]\nrequired = "on"\n')
        return Server(self.data, "--now", "data-cut", "--config", str(config))

    def test_the_document_is_valid_openapi_3_1(self):
        tools = pip_tool.fetched("schemathesis", TOOLS)
        document = self.folder / "openapi.json"
        with self.serve() as server:
            document.write_text(json.dumps(server.json("/openapi.json")))
        done = subprocess.run([tools / "openapi-spec-validator", "--schema", "3.1", document], capture_output=True, text=True, timeout=120)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def test_no_request_gets_a_5xx_or_an_answer_that_is_not_documented(self):
        tools = pip_tool.fetched("schemathesis", TOOLS)
        with self.serve() as server:
            self.assertEqual(server.ask("/api/v1/orders", "POST", ORDER, KEY)[0], 201)
            done = subprocess.run(
                [tools / "schemathesis", "run", server.url + "/openapi.json", "--checks", "all", "--exclude-checks", UNCHECKED, "--phases", "examples,coverage,fuzzing",
                 "--max-examples", str(EXAMPLES), "--header", "Authorization: Bearer sesame", "--seed", "7", "--warnings", "off",
                 "--suppress-health-check", "all", "--continue-on-failure", "--exclude-path", "/api/v1/events"],  # which has no end,
                capture_output=True, text=True, timeout=3000 if shop.LONG else 300, cwd=self.folder,
                env=os.environ | {"SCHEMATHESIS_HOOKS": "hooks", "PYTHONPATH": str(shop.ROOT / "tests/tools/schemathesis"), "NO_COLOR": "1"})
            self.assertEqual(done.returncode, 0, done.stdout[-20000:] + done.stderr[-2000:])
            self.assertRegex(done.stdout, r"Fuzzing")
            self.assertEqual(server.ask("/readyz")[0], 200)

    def test_the_table_of_problems_holds_every_type_that_the_code_and_the_tests_name(self):
        source = {path: path.read_text() for path in (shop.ROOT / "src").rglob("*.cpp")}
        table = next(text for path, text in source.items() if path.name == "problem_types.cpp")
        told = set(re.findall(r'^    \{"([a-z-]+)"', table, re.M))
        used = set()
        for path, text in source.items():
            for condition_or_word in re.findall(r'\.type = ((?:\w+ \? "[a-z-]+" : )?"[a-z-]+"|body \? [^,]+)', text):
                used |= set(re.findall(r'"([a-z-]+)"', condition_or_word))
            used |= set(re.findall(r'\bproblem\(\d+, "([a-z-]+)"', text)) | set(re.findall(r'return \{\d{3}, "([a-z-]+)"', text))
        hostile = (shop.ROOT / "tests/integration/hostile_test.py").read_text()
        used |= set(re.findall(r'\(4\d\d, "([a-z-]+)"', hostile))
        self.assertEqual(told, used)


if __name__ == "__main__":
    shop.main()
