# SPDX-License-Identifier: Apache-2.0
"""Who listens to events hears of a new table as soon as it serves, and after a broken line of what it missed."""
import http.client, json, urllib.parse

from shop import Server, ShopCase, main


class Listener:
    """An event stream, read line by line."""

    def __init__(self, server, **headers):
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(server.url).netloc, timeout=60)
        self.connection.request("GET", "/api/v1/events?marketplaceId=DE", headers=headers)
        self.answer = self.connection.getresponse()

    def next(self):
        """The fields of the next event; None at the end."""
        event = {}
        while line := self.answer.readline().decode():
            name, colon, value = line.rstrip("\n").partition(": ")
            if colon and name in ("id", "event", "data"):
                event[name] = value
            elif event and not name:
                return event
        return None

    def close(self):
        self.connection.close()
        self.answer.close()


class Events(ShopCase):
    DAYS = 60

    def refresh(self, server):
        status, _, text = server.ask("/api/v1/cycles", "POST", {"marketplaceId": "DE"})
        self.assertEqual(status, 202, text)
        return json.loads(text)["id"]

    def test_a_new_table_is_told_at_once_and_what_was_missed_is_told_again(self):
        with Server(self.data, "--now", "data-cut") as server:
            listener = Listener(server)
            self.assertEqual(listener.answer.headers["Content-Type"], "text/event-stream")
            first = self.refresh(server)
            heard = listener.next()
            self.assertEqual((heard["event"], json.loads(heard["data"])["cycle"]), ("predictions.published", first))
            self.assertEqual(server.json("/api/v1/marketplaces")["marketplaces"][0]["cycle"], first)
            listener.close()
            server.until(lambda: server.json(f"/api/v1/cycles/{first}")["state"] == "ok", "the end of the first cycle")
            second = self.refresh(server)
            again = Listener(server, **{"Last-Event-ID": heard["id"]})
            missed = again.next()
            self.assertEqual(json.loads(missed["data"])["cycle"], second)
            self.assertNotEqual(missed["id"], heard["id"])
            self.assertEqual(server.stop(), 0)
            self.assertIsNone(again.next())


if __name__ == "__main__":
    main()
