# SPDX-License-Identifier: Apache-2.0
"""A refresh under load fails no request, and every answer is of one table."""
import http.client, json, threading

import shop


class Load(shop.Case):
    def test_no_request_fails_while_cycles_publish(self):
        data = self.folder / "data"
        warehouse = shop.Warehouse(self.folder / "warehouse")
        self.shelfcast("import", "--data", data, "--marketplace", "DE", warehouse.folder)
        self.shelfcast("refresh", "--data", data, "--now", "data-cut")
        with shop.Server(data, "--now", "data-cut") as server:
            stop, failures, versions, served = threading.Event(), [], set(), [0]

            def hammer(number):
                connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=10)
                while not stop.is_set():
                    page = 1 + (served[0] + number) % 3
                    connection.request("GET", f"/api/v1/predictions/customer/{number}/DE/categories/11/products?timeFrame=week&window=rolling&limit=2&page={page}")
                    answer = connection.getresponse()
                    body = json.loads(answer.read())
                    if answer.status != 200 or body["totalProducts"] != 6 or len(body["products"]) != 2:
                        failures.append((answer.status, body))
                    versions.add(answer.headers["X-Model-Version"])
                    served[0] += 1
                connection.close()

            threads = [threading.Thread(target=hammer, args=(n,)) for n in range(4)]
            for thread in threads:
                thread.start()
            for _ in range(5):
                warehouse.add_days(1)
                self.shelfcast("refresh", "--data", data)
            stop.set()
            for thread in threads:
                thread.join()
            self.assertEqual(failures[:3], [])
            self.assertGreaterEqual(len(versions), 5)
            print(f"{served[0]} requests during 5 refreshes, none failed, {len(versions)} tables seen")


if __name__ == "__main__":
    shop.main()
