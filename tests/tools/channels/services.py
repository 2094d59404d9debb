# SPDX-License-Identifier: Apache-2.0
"""The services that alerts are sent to, on free loopback ports: as strict as the real ones.

    python3 services.py CERTIFICATE KEY

Its first line is a JSON object of the ports, or {"missing": why}. Then each line of standard input is a command, which
a line of JSON answers:   mode NAME   what was seen is forgotten; from now on they accept, refuse, are busy, broken, ...
                          seen        everything that was accepted since, in order
                hung COUNT  how many callers were left hanging since, as soon as it is so many, or after half a minute
It ends with standard input.
"""
import json, sys, threading


class Notes:
    """What all services share: how they behave, and what they took."""

    def __init__(self):
        self.lock, self.mode, self.seen, self.hung = threading.Condition(), "accept", [], 0

    def take(self, what):
        with self.lock:
            self.seen.append(what)

    def hang(self):
        with self.lock:
            self.hung += 1
            self.lock.notify_all()

    def command(self, line):
        word, _, argument = line.strip().partition(" ")
        with self.lock:
            if word == "mode":
                self.mode, self.seen, self.hung = argument, [], 0
                return {}
            if word == "hung":
                self.lock.wait_for(lambda: self.hung >= int(argument), timeout=30)
                return self.hung
            return self.seen


def main(certificate, key):
    try:
        import aiosmtpd  # noqa: F401: whether it is there
    except ImportError:
        print(json.dumps({"missing": "python3-aiosmtpd is not installed"}), flush=True)
        return
    import mail, raw, web
    notes = Notes()
    print(json.dumps(web.serve(notes, certificate, key) | mail.serve(notes, certificate, key) | raw.serve()), flush=True)
    for line in sys.stdin:
        print(json.dumps(notes.command(line)), flush=True)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
