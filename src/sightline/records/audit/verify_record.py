"""Checks an exported audit trail of Sightline on any machine: this one file, Python 3.8 or later.

    python3 verify_record.py EXPORT [--checkpoint FILE]... [--key KEY] [--cosigner KEY]...
    python3 verify_record.py --proof PROOF [--checkpoint FILE] [--key KEY] [--cosigner KEY]...
    python3 verify_record.py --self-test

EXPORT is what `sightline audit export` wrote, PROOF what `sightline audit prove` wrote. FILE is a checkpoint
that somebody outside kept; KEY is the public key they were told, of the record or of an agency that cosigns.
Without either, only the file's own word can be checked. Ends with 0 where it holds, 1 where it does not (the
first entry that is wrong is named), 2 where a file cannot be opened.

It shares no code with Sightline, so that a mistake there is not repeated here. The rules are written out in
docs/how-to/verify-the-audit.md.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import json
import re
import struct
import sys
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple, NoReturn, Union

NAME = "sightline-audit"
LONGEST_LINE = 4_000_000
MEMBERS: dict[str, dict[str, type]] = {
    "sightline-audit-export": {"kind": str, "version": int, "public_key": str},
    "checkpoint": {"kind": str, "note": str},
    "entry": {
        "kind": str,
        "sequence": int,
        "id": str,
        "at": str,
        "actor_id": str,
        "verb": str,
        "object_type": str,
        "object_id": str,
        "details": dict,
        "digest": str,
    },
    "end": {"kind": str, "entries": int, "checkpoints": int},
    "sightline-audit-inclusion": {
        "kind": str,
        "version": int,
        "public_key": str,
        "note": str,
        "previous": str,
        "entry": dict,
        "path": list,
    },
    "sightline-audit-growth": {
        "kind": str,
        "version": int,
        "public_key": str,
        "old_size": int,
        "note": str,
        "path": list,
    },
}
NOTE = re.compile(
    f"({NAME}\n([1-9][0-9]{{0,17}})\n([A-Za-z0-9+/]{{43}}=)\n([0-9TZ:.-]{{27}})\n)"
    f"\n\u2014 {NAME} ([A-Za-z0-9+/]{{91}}=)\n"
    "((?:\u2014 [a-z0-9][a-z0-9.-]{0,60} [A-Za-z0-9+/]{102}==\n){0,32})"
)
COSIGNATURE = re.compile("\u2014 (\\S+) (\\S+)\n")
TEXT = r'"([ !#-\[\]-~]*)"'
# An entry as nearly all are: of its members only the details hold anything escaped or nested.
PLAIN_ENTRY = re.compile(
    (
        rf'\{{"actor_id":{TEXT},"at":{TEXT},"details":(\{{[ -~]*\}}),"digest":"([0-9a-f]{{64}})","id":{TEXT},'
        rf'"kind":"entry","object_id":{TEXT},"object_type":{TEXT},"sequence":([1-9][0-9]{{0,17}}),"verb":{TEXT}\}}\n'
    ).encode("ascii")
)


class Wrong(Exception):
    """The record does not hold, or is no record; the message says where."""


# --- Ed25519, RFC 8032 section 5.1: only the check of a signature.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)


class Point(NamedTuple):
    """A point of the curve: x = X/Z, y = Y/Z, xy = T/Z."""

    X: int
    Y: int
    Z: int
    T: int


NEUTRAL = Point(0, 1, 1, 0)


def add(a: Point, b: Point) -> Point:
    m = (a.Y - a.X) * (b.Y - b.X) % P
    n = (a.Y + a.X) * (b.Y + b.X) % P
    t = 2 * a.T * b.T * D % P
    z = 2 * a.Z * b.Z % P
    e, f, g, h = n - m, z - t, z + t, n + m
    return Point(e * f % P, g * h % P, f * g % P, e * h % P)


def times(scalar: int, point: Point) -> Point:
    total = NEUTRAL
    while scalar:
        if scalar & 1:
            total = add(total, point)
        point = add(point, point)
        scalar >>= 1
    return total


def same(a: Point, b: Point) -> bool:
    return (a.X * b.Z - b.X * a.Z) % P == 0 and (a.Y * b.Z - b.Y * a.Z) % P == 0


def point_of(data: bytes) -> Point | None:
    """Decode a point, or return None where the bytes are none."""
    number = int.from_bytes(data, "little")
    sign, y = number >> 255, number & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_1 % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return Point(x, y, 1, x * y % P)


BASE = Point(
    0x216936D3CD6E53FEC0A4E231FDD6DC5C692CC7609525A7B2C9562D608F25D51A,
    0x6666666666666666666666666666666666666666666666666666666666666658,
    1,
    0x67875F0FD78B766566EA4E8E64ABE37D20F09F80775152F56DDE8AB3A5B7DDA3,
)


def is_signed(public: bytes, text: bytes, signature: bytes) -> bool:
    """Say whether a signature of a text is by the holder of a public key."""
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r, s = point_of(public), point_of(signature[:32]), int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= ORDER or same(times(8, a), NEUTRAL):
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public + text).digest(), "little") % ORDER
    return same(times(s, BASE), add(r, times(challenge, a)))


VECTORS = (  # RFC 8032 section 7.1: public key, message, signature
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595b"
        "be24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb430"
        "2aeeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716e"
        "d28dc027beceea1ec40a",
    ),
)


def self_test() -> bool:
    """Say whether the published test vectors are accepted, and refused once a bit is changed."""
    for public, message, signature in VECTORS:
        key, text, given = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)
        changed = bytes([given[0] ^ 1]) + given[1:]
        if (
            not is_signed(key, text, given)
            or is_signed(key, text, changed)
            or is_signed(key, text + b"!", given)
        ):
            return False
    return True


# --- The file, a line at a time.


def whole(text: str) -> int:
    if len(text) > 19:
        raise ValueError(text)
    return int(text)


def refuse(text: str) -> NoReturn:
    raise ValueError(text)


DECODER = json.JSONDecoder(parse_int=whole, parse_float=refuse, parse_constant=refuse)
canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False).encode


class Entry(NamedTuple):
    """An entry; `words` are its eight fields as they are digested, in that order."""

    sequence: int
    digest: str
    details: dict[str, Any]
    words: tuple[bytes, ...]


SEQUENCE, ID, AT, ACTOR_ID, VERB, OBJECT_TYPE, OBJECT_ID, DETAILS = range(8)  # the places of `words`


def entry_of(line: dict[str, Any]) -> Entry:
    names = ("id", "at", "actor_id", "verb", "object_type", "object_id")
    texts = [str(line["sequence"]), *(line[name] for name in names), canonical(line["details"])]
    words = tuple(text.encode("utf-8", "surrogatepass") for text in texts)
    return Entry(line["sequence"], line["digest"], line["details"], words)


def plain_entry(raw: bytes) -> Entry | None:
    """Read a line without making JSON of all of it, which takes most of the time; None where it is not plain.

    What stands between the quotes is then what JSON says it is. Raises ValueError where the details are not
    in the one form that is allowed.
    """
    match = PLAIN_ENTRY.fullmatch(raw)
    if match is None:
        return None
    actor_id, at, told, digest, entry_id, object_id, object_type, sequence, verb = match.groups()
    text = told.decode("ascii")
    details = DECODER.decode(text)
    if canonical(details) != text:
        raise ValueError(text)
    words = (sequence, entry_id, at, actor_id, verb, object_type, object_id, told)
    return Entry(int(sequence), digest.decode("ascii"), details, words)


Line = Union[Entry, "dict[str, Any]"]


def read_line(raw: bytes) -> Line:
    """Read a line in the one form that is allowed. Raises ValueError or RecursionError where it is not."""
    entry = plain_entry(raw)
    if entry is not None:
        return entry
    text = raw.decode("ascii")
    value = DECODER.decode(text)
    if not is_ours(value) or canonical(value) + "\n" != text:
        raise ValueError(text)
    return entry_of(value) if value["kind"] == "entry" else value


def lines(file: BinaryIO) -> Iterator[Line]:
    number = 0
    while True:
        raw = file.readline(LONGEST_LINE)
        if not raw:
            return
        number += 1
        try:
            line = read_line(raw)
        except (ValueError, RecursionError):
            raise Wrong(f"Line {number} of the export is not one that Sightline writes.") from None
        yield line


def is_ours(value: Any) -> bool:
    if not isinstance(value, dict) or not isinstance(value.get("kind"), str):
        return False
    members = MEMBERS.get(value["kind"], {})
    return set(value) == set(members) and all(type(value[name]) is kind for name, kind in members.items())


def exact_base64(text: str) -> bytes | None:
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode() == text else None


def key_id(public: bytes) -> bytes:
    return hashlib.sha256(NAME.encode() + b"\n\x01" + public).digest()[:4]


def public_key(text: str) -> bytes:
    match = re.fullmatch(NAME + r"\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})", text)
    data = exact_base64(match.group(2)) if match else None
    if match is None or data is None or data[:1] != b"\x01" or key_id(data[1:]).hex() != match.group(1):
        raise Wrong("The public key is not one.")
    return data[1:]


class Cosigner:
    """An agency that cosigns, by its public key as it printed it."""

    def __init__(self, text: str) -> None:
        match = re.fullmatch(r"([a-z0-9][a-z0-9.-]{0,60})\+([0-9a-f]{8})\+([A-Za-z0-9+/]{44})", text)
        data = exact_base64(match.group(3)) if match else None
        if match is None or data is None or data[:1] != b"\x04" or match.group(1) == NAME:
            raise Wrong("The public key of a cosigner is not one.")
        self.name, self.public = match.group(1), data[1:]
        self.key_id = hashlib.sha256(self.name.encode() + b"\n\x04" + self.public).digest()[:4]
        if self.key_id.hex() != match.group(2):
            raise Wrong("The public key of a cosigner is not one.")


class Checkpoint:
    """A note that was found to be signed; `cosigned` names the given cosigners that signed it too."""

    def __init__(self, note: str, whose: str, public: bytes, cosigners: list[Cosigner]) -> None:
        match = NOTE.fullmatch(note)
        root = exact_base64(match.group(3)) if match else None
        signature = exact_base64(match.group(5)) if match else None
        if match is None or root is None or signature is None:
            raise Wrong(f"A {whose} checkpoint is not one.")
        self.size, self.root, self.at, self.whose = int(match.group(2)), root, match.group(4), whose
        if signature[:4] != key_id(public) or not is_signed(public, match.group(1).encode(), signature[4:]):
            raise Wrong(f"The {whose} checkpoint of {self.at} is not signed by this record's key.")
        self.cosigned: set[str] = set()
        for line in COSIGNATURE.finditer(match.group(6)):
            data = exact_base64(line.group(2))
            if data is None:
                raise Wrong(f"A {whose} checkpoint is not one.")
            for cosigner in cosigners:
                if (line.group(1), data[:4]) != (cosigner.name, cosigner.key_id):
                    continue
                time = int.from_bytes(data[4:12], "big")
                signed = f"cosignature/v1\ntime {time}\n{match.group(1)}".encode()
                if not is_signed(cosigner.public, signed, data[12:]):
                    raise Wrong(
                        f"{cosigner.name} did not sign the {whose} checkpoint of {self.at} as it says."
                    )
                self.cosigned.add(cosigner.name)


# --- The record.


four_bytes = struct.Struct(">I").pack


def digest_of(entry: Entry, previous: bytes) -> bytes:
    parts = [b"sightline-audit-entry-1\n", previous]
    for word in entry.words:
        parts += (four_bytes(len(word)), word)
    return hashlib.sha256(b"".join(parts)).digest()


class Tree:
    """RFC 6962's tree over the digests: the roots of its full subtrees with their sizes, largest first."""

    def __init__(self) -> None:
        self.full: list[tuple[int, bytes]] = []

    def append(self, leaf: bytes) -> None:
        size, node = 1, hashlib.sha256(b"\x00" + leaf).digest()
        while self.full and self.full[-1][0] == size:
            node = hashlib.sha256(b"\x01" + self.full.pop()[1] + node).digest()
            size *= 2
        self.full.append((size, node))

    def root(self) -> bytes:
        node = self.full[-1][1]
        for _, left in reversed(self.full[:-1]):
            node = hashlib.sha256(b"\x01" + left + node).digest()
        return node


class Found(NamedTuple):
    """How many entries there are, and how many of them each kind of checkpoint covers."""

    size: int
    stored_up_to: int
    kept_up_to: int
    cosigned_up_to: dict[str, int]


def verify(export: BinaryIO, kept: list[str], key: str | None, cosigner_keys: list[str]) -> Found:
    """Check a whole record. Raises Wrong where it does not hold."""
    read = lines(export)
    head = next(read, None)
    if not isinstance(head, dict) or head["kind"] != "sightline-audit-export" or head["version"] != 1:
        raise Wrong("The export does not begin as one of this version.")
    if key is not None and head["public_key"] != key:
        raise Wrong("The export names another public key than the one you gave.")
    public = public_key(head["public_key"])
    cosigners = [Cosigner(text) for text in cosigner_keys]
    stored: dict[int, Checkpoint] = {}
    outside = [Checkpoint(note, "kept", public, cosigners) for note in kept]
    waiting: list[Checkpoint] = []
    tree, digest, size, agreed, ended = Tree(), bytes(32), 0, 0, False
    for line in read:
        if ended:
            raise Wrong("The export goes on after its end.")
        if isinstance(line, Entry):
            if size == 0:
                waiting = sorted([*stored.values(), *outside], key=lambda each: -each.size)
            if line.sequence != size + 1:
                raise Wrong(f"Entry {size + 1} is wrong: in its place stands another.")
            size += 1
            digest = digest_of(line, digest)
            if digest.hex() != line.digest:
                raise Wrong(f"Entry {size} is wrong: its digest is not that of its words.")
            tree.append(digest)
            if line.words[VERB] == b"signed" and line.words[OBJECT_TYPE] == b"audit.AuditCheckpoint":
                told = line.details.get("size")
                if type(told) is not int or told not in stored:
                    raise Wrong(
                        f"Entry {size} is of the signing of a checkpoint, and that checkpoint is gone."
                    )
            while waiting and waiting[-1].size == size:
                checkpoint = waiting.pop()
                if checkpoint.root != tree.root():
                    raise Wrong(
                        f"An entry from {agreed + 1} to {size} is wrong: the {checkpoint.whose} checkpoint "
                        f"of {checkpoint.at} stands for other entries."
                    )
                agreed = size
        elif line["kind"] == "checkpoint" and size == 0:
            checkpoint = Checkpoint(line["note"], "stored", public, cosigners)
            if checkpoint.size in stored:
                raise Wrong("Two stored checkpoints are of the same size.")
            stored[checkpoint.size] = checkpoint
        elif line["kind"] == "end":
            ended = True
            if (line["entries"], line["checkpoints"]) != (size, len(stored)):
                raise Wrong("The export does not hold as many lines as its end says.")
        else:
            raise Wrong(f"After entry {size} stands a line that does not belong there.")
    if not ended:
        raise Wrong(f"Entry {size + 1} is missing: the export breaks off before its end.")
    missing = [each for each in (*stored.values(), *outside) if each.size > size]
    if missing:
        first = min(missing, key=lambda each: each.size)
        raise Wrong(
            f"Entry {size + 1} is missing: the record ends before it, and the {first.whose} checkpoint of "
            f"{first.at} was made over {first.size}."
        )
    known = [*stored.values(), *outside]
    return Found(
        size,
        max(stored, default=0),
        max((each.size for each in outside), default=0),
        {
            cosigner.name: max((each.size for each in known if cosigner.name in each.cosigned), default=0)
            for cosigner in cosigners
        },
    )


# --- Proofs: the tree of the definition, with the hashes of a path in the place of what is not shown.


def split(size: int) -> int:
    """Return the largest power of two below a size."""
    return 1 << ((size - 1).bit_length() - 1)


def take_last(path: list[bytes]) -> bytes:
    if not path:
        raise Wrong("The proof is too short.")
    return path.pop()


def node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_with(leaf: bytes, place: int, size: int, path: list[bytes]) -> bytes:
    """Return the root of a tree in which a leaf stands at a place; take what is used from the path's end."""
    if size == 1:
        return hashlib.sha256(b"\x00" + leaf).digest()
    other, left = take_last(path), split(size)
    if place < left:
        return node(root_with(leaf, place, left, path), other)
    return node(other, root_with(leaf, place - left, size - left, path))


def roots(old: int, new: int, path: list[bytes], known: bytes | None) -> tuple[bytes, bytes]:
    """Return the roots over the old leaves and over all; `known` is the old one, where it is a subtree."""
    if old == new:
        same_root = known if known is not None else take_last(path)
        return same_root, same_root
    other, left = take_last(path), split(new)
    if old <= left:
        before, after = roots(old, left, path, known)
        return before, node(after, other)
    before, after = roots(old - left, new - left, path, None)
    return node(other, before), node(other, after)


def verify_proof(
    file: BinaryIO, kept: list[str], key: str | None, cosigner_keys: list[str]
) -> tuple[dict[str, Any], Checkpoint]:
    """Check a proof. Return it, and the checkpoint it leads to. Raises Wrong where it does not hold."""
    read = lines(file)
    proof = next(read, None)
    if not isinstance(proof, dict) or next(read, None) or "path" not in proof or proof["version"] != 1:
        raise Wrong("The file is not a proof of this version.")
    if key is not None and proof["public_key"] != key:
        raise Wrong("The proof names another public key than the one you gave.")
    public, cosigners = public_key(proof["public_key"]), [Cosigner(text) for text in cosigner_keys]
    path = [exact_base64(each) if isinstance(each, str) else None for each in proof["path"]]
    hashes = [each for each in path if each is not None and len(each) == 32]
    if len(hashes) != len(path):
        raise Wrong("The proof's path is not one.")
    checkpoint = Checkpoint(proof["note"], "proof's", public, cosigners)
    for cosigner in cosigners:
        if cosigner.name not in checkpoint.cosigned:
            raise Wrong(f"{cosigner.name} has not cosigned the checkpoint that the proof leads to.")
    outside = [Checkpoint(note, "kept", public, cosigners) for note in kept]
    if proof["kind"] == "sightline-audit-inclusion":
        _verify_inclusion(proof, checkpoint, hashes)
        if any((each.size, each.root) != (checkpoint.size, checkpoint.root) for each in outside):
            raise Wrong("The proof leads to another checkpoint than the one you gave.")
    else:
        _verify_growth(proof, checkpoint, hashes, outside)
    return proof, checkpoint


def _verify_inclusion(proof: dict[str, Any], checkpoint: Checkpoint, path: list[bytes]) -> None:
    shown = {"kind": "entry", **proof["entry"]}
    if not is_ours(shown) or not re.fullmatch("[0-9a-f]{64}", proof["previous"]):
        raise Wrong("The proof holds no entry.")
    entry, sequence = entry_of(shown), shown["sequence"]
    digest = digest_of(entry, bytes.fromhex(proof["previous"]))
    if digest.hex() != entry.digest:
        raise Wrong(f"Entry {sequence} is wrong: its digest is not that of its words.")
    if not 0 < sequence <= checkpoint.size:
        raise Wrong(f"There is no entry {sequence} under the checkpoint.")
    if root_with(digest, sequence - 1, checkpoint.size, path) != checkpoint.root or path:
        raise Wrong(f"Entry {sequence} is not in the record that the checkpoint stands for.")


def _verify_growth(
    proof: dict[str, Any], checkpoint: Checkpoint, path: list[bytes], outside: list[Checkpoint]
) -> None:
    old = next((each for each in outside if each.size == proof["old_size"]), None)
    if old is None:
        raise Wrong(f"Give the checkpoint over {proof['old_size']} entries that was kept: --checkpoint FILE")
    if old.size > checkpoint.size:
        raise Wrong("The record shrank.")
    if roots(old.size, checkpoint.size, path, old.root) != (old.root, checkpoint.root) or path:
        raise Wrong(f"The record was changed after the checkpoint of {old.at}.")


def tell(found: Found) -> None:
    """Print what holds of a record."""
    print(f"The record holds: {found.size} entries, each as it was written after the one before.")
    print(f"Checkpoints in the export cover the first {found.stored_up_to} of them,")
    print(f"checkpoints kept outside the first {found.kept_up_to}.")
    for name, size in found.cosigned_up_to.items():
        print(f"{name} has cosigned the first {size}.")


def tell_proof(proof: dict[str, Any], checkpoint: Checkpoint) -> None:
    """Print what a proof shows."""
    print(f"The proof holds, to the checkpoint of {checkpoint.at} over {checkpoint.size} entries.")
    if proof["kind"] == "sightline-audit-inclusion":
        print(f"It stands for this entry among others: {canonical(proof['entry'])}")
    else:
        print(f"The first {proof['old_size']} are as they were.")
    if checkpoint.cosigned:
        print(f"Cosigned by {', '.join(sorted(checkpoint.cosigned))}.")


def main(arguments: list[str] | None = None) -> int:
    """Check what the command line names, print the outcome, and return the exit code."""
    parser = argparse.ArgumentParser(description="Check an exported audit trail of Sightline.")
    parser.add_argument("export", nargs="?", metavar="EXPORT")
    parser.add_argument("--checkpoint", action="append", default=[], metavar="FILE", help="kept outside")
    parser.add_argument("--proof", metavar="PROOF", help="check a proof instead of an export")
    parser.add_argument("--key", help="the public key you were told")
    parser.add_argument("--cosigner", action="append", default=[], metavar="KEY", help="of an agency")
    parser.add_argument("--self-test", action="store_true", help="check this program with RFC 8032's vectors")
    given = parser.parse_args(arguments)
    if given.self_test:
        works = self_test()
        print("The signature check works." if works else "The signature check does NOT work on this machine.")
        return 0 if works else 1
    if (given.export is None) == (given.proof is None):
        parser.error("name the exported file, or a proof")
    try:
        kept = []
        for name in given.checkpoint:
            with open(name, "rb") as file:
                kept.append(file.read(10_000).replace(b"\r\n", b"\n").decode("utf-8", "replace"))
        with open(given.proof or given.export, "rb") as file:
            if given.proof:
                tell_proof(*verify_proof(file, kept, given.key, given.cosigner))
            else:
                tell(verify(file, kept, given.key, given.cosigner))
    except OSError as error:
        print(f"A file cannot be opened: {error}", file=sys.stderr)
        return 2
    except Wrong as error:
        print(f"The record does NOT hold. {error}", file=sys.stderr)
        return 1
    except RecursionError:
        print("The record does NOT hold. Its details are nested deeper than any of ours.", file=sys.stderr)
        return 1
    if not (kept or given.key):
        print(
            "No checkpoint or key from outside was given: whoever holds the signing key, or puts another in "
            "its place, could have made all of this."
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
