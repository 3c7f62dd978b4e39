"""Reads the log of fault.c and tells what a power cut at the end could lose: durable.py LOG FOLDER

What was written under FOLDER must have been synced, and a name that was given must have been kept by a
sync of its folder; a rename over, or an exchange with, what was there must find both done before. Each line
tells one that was not. Files that hold no content, and those that are gone, do not count.
"""
import os
import sys

LOG, FOLDER = sys.argv[1], os.path.realpath(sys.argv[2])
unsynced = set()  # files that were written
unkept = set()    # paths that were made or renamed
faults = []


def inside(path, folder):
    return path == folder or path.startswith(folder + "/")


def settle(path, call):
    """A state is about to take its place: all of its files must be on the disk."""
    for file in sorted(unsynced):
        if inside(file, path):
            faults.append("%s of %s: %s is not synced" % (call, path, file))


def move(paths, old, new):
    return {new + path[len(old):] if inside(path, old) else path for path in paths}


with open(LOG) as log:
    for line in log:
        call, path, new = (os.path.normpath(os.path.join(os.getcwd(), part)) if part and number else part
                           for number, part in enumerate(line.rstrip("\n").split("\t")))
        if call in ("write", "pwrite", "ftruncate"):
            unsynced.add(path)
        elif call in ("create", "mkdir"):
            unkept.add(path)
        elif call in ("fsync", "fdatasync"):
            unsynced.discard(path)
            unkept = {name for name in unkept if os.path.dirname(name) != path}
        elif call == "rename":
            # What stands beside the file of the version belongs to it.
            settle(os.path.dirname(path), call)
            unsynced, unkept = move(unsynced, path, new), move(unkept, path, new) | {new}
        elif call == "exchange":
            settle(path, call)
            faults += ["%s is not kept" % name for name in sorted(unkept)
                       if inside(name, path) and name != path]
            aside = path + "?"
            for old, to in ((path, aside), (new, path), (aside, new)):
                unsynced, unkept = move(unsynced, old, to), move(unkept, old, to)
            unkept.add(new)
        elif call == "remove":
            unsynced, unkept = unsynced - {path}, unkept - {path}

faults += ["%s is not synced" % path for path in sorted(unsynced)]
faults += ["%s is not kept" % path for path in sorted(unkept)
           if os.path.exists(path) and (os.path.isdir(path) or os.path.getsize(path) > 0)]
for fault in faults:
    if FOLDER in fault:
        print(fault)
