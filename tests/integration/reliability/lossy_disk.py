"""A disk in memory that a power cut takes back to what was synchronised: contents and folder entries alike.

`python -m tests.integration.reliability.lossy_disk BEGIN MOUNT LEFT` mounts a copy of the folder BEGIN. A
line on its input cuts the power: what had reached the disk is written to LEFT, and the disk is gone. It is as
strict as POSIX allows: a new or renamed file is found afterwards only where its folder was synchronised too.
"""

import errno
import os
import stat
import sys
import threading
import time
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any, cast

from mfusepy import FUSE, FuseOSError, Operations


@dataclass(slots=True)
class File:
    mode: int
    content: bytearray = field(default_factory=bytearray)
    on_disk: bytes = b""

    def reach_disk(self) -> None:
        self.on_disk = bytes(self.content)

    def leave(self, place: Path) -> None:
        place.write_bytes(self.on_disk)


@dataclass(slots=True)
class Folder:
    mode: int
    entries: dict[str, "File | Folder"] = field(default_factory=dict)
    on_disk: dict[str, "File | Folder"] = field(default_factory=dict)

    def reach_disk(self) -> None:
        self.on_disk = dict(self.entries)

    def leave(self, place: Path) -> None:
        place.mkdir()
        for name, node in self.on_disk.items():
            node.leave(place / name)


class LossyDisk(Operations):
    """What the kernel asks of the disk. One thread serves it; the lock is against the one that cuts."""

    use_ns = True

    def __init__(self, begin: Path, left: Path) -> None:
        self.root = _loaded(begin)
        self.left = left
        self.opened: dict[int, File] = {}
        self.handles = count(1)
        self.power = threading.Lock()

    def cut_power(self) -> None:
        """Leave what was on the disk and end; nothing that waits for the disk hears of it again."""
        self.power.acquire()
        self.root.leave(self.left)
        os._exit(0)

    def fsync(self, path: str, datasync: int, fh: int) -> int:
        with self.power:
            self.opened[fh].reach_disk()
        return 0

    def fsyncdir(self, path: str, datasync: int, fh: int) -> int:
        with self.power:
            self._folder(path).reach_disk()
        return 0

    def getattr(self, path: str, fh: int | None = None) -> dict[str, Any]:
        node = self.opened[fh] if fh else self._node(path)
        size = len(node.content) if isinstance(node, File) else 0
        now = time.time_ns()
        return {
            "st_mode": node.mode,
            "st_nlink": 1,
            "st_size": size,
            "st_uid": os.getuid(),
            "st_gid": os.getgid(),
            **dict.fromkeys(("st_atime", "st_mtime", "st_ctime"), now),
        }

    def readdir(self, path: str, fh: int) -> list[str]:
        return [".", "..", *self._folder(path).entries]

    def create(self, path: str, mode: int, fi: Any = None) -> int:
        folder, name = self._parent(path)
        folder.entries[name] = File(stat.S_IFREG | stat.S_IMODE(mode))
        return self.open(path, 0)

    def open(self, path: str, flags: int) -> int:
        handle = next(self.handles)
        self.opened[handle] = cast(File, self._node(path))
        return handle

    def release(self, path: str, fh: int) -> int:
        del self.opened[fh]
        return 0

    def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
        return bytes(self.opened[fh].content[offset : offset + size])

    def write(self, path: str, data: bytes, offset: int, fh: int) -> int:
        content = self.opened[fh].content
        content.extend(bytes(max(0, offset - len(content))))
        content[offset : offset + len(data)] = data
        return len(data)

    def truncate(self, path: str, length: int, fh: int | None = None) -> int:
        content = (self.opened[fh] if fh else cast(File, self._node(path))).content
        del content[length:]
        content.extend(bytes(length - len(content)))
        return 0

    def unlink(self, path: str) -> int:
        folder, name = self._parent(path)
        del folder.entries[name]
        return 0

    rmdir = unlink

    def mkdir(self, path: str, mode: int) -> int:
        folder, name = self._parent(path)
        folder.entries[name] = Folder(stat.S_IFDIR | stat.S_IMODE(mode))
        return 0

    def rename(self, old: str, new: str) -> int:
        (source, old_name), (target, new_name) = self._parent(old), self._parent(new)
        target.entries[new_name] = source.entries.pop(old_name)
        return 0

    def chmod(self, path: str, mode: int) -> int:
        self._node(path).mode = mode
        return 0

    def chown(self, path: str, uid: int, gid: int) -> int:
        return 0

    def utimens(self, path: str, times: tuple[int, int] | None = None) -> int:
        return 0

    def _node(self, path: str) -> File | Folder:
        node: File | Folder = self.root
        for name in path.split("/"):
            if name:
                found = node.entries.get(name) if isinstance(node, Folder) else None
                if found is None:
                    raise FuseOSError(errno.ENOENT)
                node = found
        return node

    def _folder(self, path: str) -> Folder:
        return cast(Folder, self._node(path))

    def _parent(self, path: str) -> tuple[Folder, str]:
        folder, _, name = path.rpartition("/")
        return self._folder(folder), name


def _loaded(place: Path) -> Folder:
    folder = Folder(place.stat().st_mode)
    for entry in place.iterdir():
        if entry.is_dir():
            folder.entries[entry.name] = _loaded(entry)
        else:
            file = File(entry.stat().st_mode, bytearray(entry.read_bytes()))
            file.reach_disk()
            folder.entries[entry.name] = file
    folder.reach_disk()
    return folder


def _cut_when_asked(disk: LossyDisk) -> None:
    sys.stdin.readline()
    disk.cut_power()


if __name__ == "__main__":
    begin, mount, left = sys.argv[1:]
    disk = LossyDisk(Path(begin), Path(left))
    threading.Thread(target=_cut_when_asked, args=(disk,), daemon=True).start()
    FUSE(disk, mount, foreground=True, nothreads=True, hard_remove=True)
