# SPDX-License-Identifier: Apache-2.0
"""Holds every #include against the rooms as CMake declares them.

    python3 check.py ROOT ROOMS_TXT

Finds: an include of a room that is not declared, a circle of rooms, a third-party header outside its room, another
room's private header, and a room without its README. Prints a line each and exits 1 where there are any.
"""
import pathlib, re, sys

INCLUDE = re.compile(r'^\s*#\s*include\s*[<"]([^>"]+)[>"]', re.M)
OPEN_LIBRARIES = {"fmt", "json"}
WIRING = "app"  # may include every room


def read_table(path):
    libraries, rooms = {}, {}
    for line in pathlib.Path(path).read_text().splitlines():
        kind, name, *rest = line.split("|")
        if kind == "library":
            libraries[name] = rest[0].split()
        elif kind == "room":
            rooms[name] = (set(rest[0].split()), set(rest[1].split()))
    return libraries, rooms


def circles(rooms):
    """Every room from which a path of declared arrows leads back to itself."""
    def reachable(start):
        seen, todo = set(), list(rooms[start][0])
        while todo:
            room = todo.pop()
            if room not in seen and room in rooms:
                seen.add(room)
                todo.extend(rooms[room][0])
        return seen
    return sorted(room for room in rooms if room in reachable(room))


def faults_of_file(path, room, libraries, rooms, root):
    uses, own_libraries = rooms.get(room, (set(rooms), set()))
    for header in INCLUDE.findall(path.read_text(errors="replace")):
        place = f"{path.relative_to(root)}: includes {header}"
        parts = header.split("/")
        if parts[0] == "shelfcast" and len(parts) > 2:
            if parts[1] != room and parts[1] not in uses:
                yield f"{place}, but room '{room}' does not declare '{parts[1]}'"
        elif len(parts) > 1 and parts[0] in rooms and parts[0] != room:
            yield f"{place}, which is private to room '{parts[0]}'"
        for library, prefixes in libraries.items():
            known = library in own_libraries or library in OPEN_LIBRARIES or room == WIRING
            if any(header.startswith(prefix) for prefix in prefixes) and not known:
                yield f"{place}, but library '{library}' is not kept in room '{room}'"


def faults(root, table):
    root = pathlib.Path(root).resolve()
    libraries, rooms = read_table(table)
    for room in circles(rooms):
        yield f"room '{room}' is part of a circle"
    for top in (root / "src", root / "include" / "shelfcast"):
        for path in sorted(top.rglob("*.[ch]pp")):
            room = path.relative_to(top).parts[0]
            if room not in rooms and room != WIRING:
                yield f"{path.relative_to(root)}: room '{room}' is not declared"
                continue
            yield from faults_of_file(path, room, libraries, rooms, root)
    for folder in sorted((root / "src").iterdir()):
        if folder.is_dir() and not (folder / "README.md").exists():
            yield f"src/{folder.name}: the room has no README.md"


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    found = list(faults(sys.argv[1], sys.argv[2]))
    print("\n".join(found) or "every include is declared")
    sys.exit(1 if found else 0)
