#!/usr/bin/env python3
"""Check a bundle of evidence about one customer, offline: `python verify_evidence.py DIR --key VKEY`.

Needs Python 3.11 and the package `cryptography`, nothing of the program that made the bundle. Bring your own verifier
key, or a checkpoint that you kept: with the bundle's own checkpoint alone it can only be found consistent in itself.
Leaves 0 when the bundle is proven, 1 at the first thing that does not hold, 2 when it was given too little to prove it.
timeline.txt and README.txt are there for reading; only the files of the proof are checked.
The formats are those of RFC 6962 and RFC 9162 (Merkle tree, SHA-256) and of c2sp.org (signed-note, tlog-checkpoint).
"""

import argparse
import json
import re
import struct
import sys
from base64 import b64decode
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from os.path import isfile
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID, uuid5

EMPTY_ROOT = sha256().digest()
LEAF_TAG = b"indelible-leaf/1"
HEAD_TAG = b"indelible-head/1"
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_BRANCHES = UUID("7f9e7d6a-4c1b-5f3a-9a54-6d0a3c2b8e11")
_CUSTOMER = ("branch", "customer_no", "events", "index", "proof")
_SEALED = ("position", "stream_id", "version", "customer_seq", "recorded_at", "topic", "recorded_login", "state")


class NotProven(Exception):
    """Something in the evidence does not hold; the text names it."""


def hash_leaf(manifest: bytes) -> bytes:
    """The hash of a leaf (RFC 6962, 2.1)."""
    return sha256(b"\0" + manifest).digest()


def hash_node(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node (RFC 6962, 2.1)."""
    return sha256(b"\1" + left + right).digest()


def check_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Raise NotProven unless `leaf` is number `index` of the tree (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        raise NotProven(f"there is no leaf {index} in a tree of {size}")
    if _climb(index, size - 1, leaf, proof)[1] != root:
        raise NotProven("the proof does not lead to the root")


def check_consistency(old_size: int, size: int, proof: Sequence[bytes], old_root: bytes, root: bytes) -> None:
    """Raise NotProven unless the larger tree only adds to the smaller one (RFC 9162, 2.1.4.2)."""
    if not 0 < old_size <= size:
        raise NotProven(f"a tree of {size} cannot continue one of {old_size}")
    if old_size == size:
        if proof or old_root != root or len(root) != 32:
            raise NotProven("two trees of one size differ")
        return
    path = list(proof) if old_size & (old_size - 1) else [old_root, *proof]
    if not path:
        raise NotProven("the proof is empty")
    node, last = old_size - 1, size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    if _climb(node, last, path[0], path[1:]) != (old_root, root):
        raise NotProven("the larger tree does not continue the smaller one")


def _climb(node: int, last: int, start: bytes, proof: Sequence[bytes]) -> tuple[bytes, bytes]:
    """From a node up to the root: the hash of all that is not to its right, and of all. `last` ends its level."""
    if any(len(one) != 32 for one in (start, *proof)):
        raise NotProven("a hash is not of 32 bytes")
    before = whole = start
    for sibling in proof:
        if last == 0:
            raise NotProven("the proof is too long")
        if node & 1 or node == last:
            before, whole = hash_node(sibling, before), hash_node(sibling, whole)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            whole = hash_node(whole, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise NotProven("the proof is too short")
    return before, whole


class Sealed(NamedTuple):
    """An event as its leaf holds it. `content` is the SHA-256 of the stored bytes."""

    position: int
    stream_id: UUID
    version: int
    customer_id: UUID | None
    customer_seq: int | None
    recorded_at: datetime
    topic: str
    recorded_login: str
    content: bytes

    def manifest(self) -> bytes:
        """The bytes that are hashed (docs/seal-format.md): integers big-endian, time in microseconds from 2000 on."""
        customer = b"" if self.customer_id is None else self.customer_id.bytes + struct.pack(">q", self.customer_seq)
        microseconds = (self.recorded_at - _EPOCH) // timedelta(microseconds=1)
        topic, login = self.topic.encode(), self.recorded_login.encode()
        layout = f">16sq16sqB{len(customer)}sqH{len(topic)}sH{len(login)}s32s"
        where = LEAF_TAG, self.position, self.stream_id.bytes, self.version, len(customer), customer
        return struct.pack(layout, *where, microseconds, len(topic), topic, len(login), login, self.content)


def head_manifest(customer_id: UUID, events: int) -> bytes:
    """The bytes of a leaf of the second tree: how many events a customer's history has."""
    return HEAD_TAG + customer_id.bytes + struct.pack(">q", events)


class Checkpoint(NamedTuple):
    """The head of the tree of `size` events, the last at `position`, and of the tree of their `customers`."""

    origin: str
    size: int
    root: bytes
    position: int
    customers: int
    customers_root: bytes


_NAME = r"[^\s+\x00-\x1f\x7f]+"
_HASH = r"([A-Za-z0-9+/]{43}=)"
_NUMBER = r"(0|[1-9][0-9]{0,18})"
_BODY = rf"({_NAME})\n{_NUMBER}\n{_HASH}\nposition {_NUMBER}\ncustomers {_NUMBER} {_HASH}\n"
_SIGNATURE = rf"\u2014 ({_NAME}) ((?:[A-Za-z0-9+/]{{4}})*(?:[A-Za-z0-9+/]{{2}}==|[A-Za-z0-9+/]{{3}}=)?)\n"
_NOTE = re.compile(rf"({_BODY})\n((?:{_SIGNATURE})+)")


def read_checkpoint(text: str, key: str | None = None) -> Checkpoint:
    """The checkpoint of a signed note; with a key, its signature is checked. Raises NotProven."""
    note = _NOTE.fullmatch(text)
    if not note:
        raise NotProven("this is not a checkpoint of a log of ours")
    body, origin, size, root, position, customers, heads, signatures, *_ = note.groups()
    if key is not None:
        _check_signature(body, origin, re.findall(_SIGNATURE, signatures), key)
    return Checkpoint(origin, int(size), b64decode(root), int(position), int(customers), b64decode(heads))


def _check_signature(body: str, origin: str, signatures: list[tuple[str, str]], key: str) -> None:
    """By the rules of c2sp.org/signed-note, for Ed25519."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    name, key_id, public = read_verifier_key(key)
    for signer, encoded in signatures:
        value = b64decode(encoded)
        if signer == name == origin and value[:4] == key_id:
            try:
                return Ed25519PublicKey.from_public_bytes(public).verify(value[4:], body.encode())
            except InvalidSignature:
                raise NotProven(f"the signature of {name} is false") from None
    raise NotProven(f"it is of the log {origin}, and not signed with the key of {name} that was given")


def read_verifier_key(key: str) -> tuple[str, bytes, bytes]:
    """Name, key id and public key of a verifier key `name+id+key` (c2sp.org/signed-note). Raises NotProven."""
    name, number, encoded = [*key.strip().split("+", 2), "", ""][:3]
    try:
        value = b64decode(encoded, validate=True)
    except ValueError:
        value = b""
    if len(value) != 33 or value[:1] != b"\1" or key_id_of(name, value).hex() != number:
        raise NotProven("this is not a verifier key: name+id+key, as keygen prints it")
    return name, bytes.fromhex(number), value[1:]


def key_id_of(name: str, public: bytes) -> bytes:
    """The four bytes that tell keys of one name apart; `public` with its leading kind of signature."""
    return sha256(f"{name}\n".encode() + public).digest()[:4]


def check_bundle(folder: Path, key: str | None, kept: Checkpoint | None) -> tuple[bool, str]:
    """Check everything in the bundle; tell whether that proves it, and what was found. Raises NotProven at a fault.

    A kept checkpoint alone proves a bundle made at that very checkpoint: anybody can invent events that come after it.
    """
    checkpoint = _item("checkpoint.txt", read_checkpoint, _text(folder / "checkpoint.txt"), key)
    if kept and kept != checkpoint:
        _check_kept(folder, checkpoint, kept)
    head = _item("customer.json", _check_head, _text(folder / "customer.json"), checkpoint)
    lines, events, last = _text(folder / "events.jsonl").removesuffix("\n").split("\n"), head["events"], 0
    for number, line in enumerate(lines[:events], 1):
        last = _item(f"events.jsonl line {number}", _check_event, line, number, head, checkpoint, last)
    if len(lines) != events:
        raise NotProven(f"events.jsonl line {min(len(lines), events) + 1}: of {events} events it holds {len(lines)}")
    about = f"{events} events of customer {head['customer_no']!r} of {head['branch']!r}"
    if key is not None or kept == checkpoint:
        where = f"the log {checkpoint.origin} of {checkpoint.size} events, up to position {checkpoint.position}"
        return True, f"PROVEN: {about} are unchanged and complete in {where}."
    if kept:
        part = f"those up to position {kept.position}, where your checkpoint ends, are unchanged"
        return False, f"PROVEN IN PART: of {about} {part}. That none is missing needs your own --key."
    return False, f"CONSISTENT IN ITSELF: {about}. Proof needs your own --key, or a --checkpoint that you kept."


def _check_head(text: str, checkpoint: Checkpoint) -> dict[str, Any]:
    head = _fields(text, *_CUSTOMER)
    head["customer_id"] = uuid5(uuid5(_BRANCHES, head["branch"]), "customer:" + head["customer_no"])
    leaf = hash_leaf(head_manifest(head["customer_id"], head["events"]))
    check_inclusion(leaf, head["index"], checkpoint.customers, _hashes(head["proof"]), checkpoint.customers_root)
    return head


def _check_event(line: str, number: int, head: dict[str, Any], checkpoint: Checkpoint, last: int) -> int:
    event = _fields(line, *_SEALED, "index", "proof")
    state = event["state"].encode()
    stream, at = UUID(event["stream_id"]), datetime.fromisoformat(event["recorded_at"])
    where = event["position"], stream, event["version"], head["customer_id"], event["customer_seq"]
    sealed = Sealed(*where, at, event["topic"], event["recorded_login"], sha256(state).digest())
    if sealed.customer_seq != number:
        raise NotProven(f"it is number {sealed.customer_seq} of the history where number {number} is due")
    leaf, proof = hash_leaf(sealed.manifest()), _hashes(event["proof"])
    check_inclusion(leaf, event["index"], checkpoint.size, proof, checkpoint.root)
    if json.loads(state)["customer_no"] != head["customer_no"]:
        raise NotProven("its content names another customer")
    if sealed.position <= last:
        raise NotProven(f"position {sealed.position} does not follow position {last}")
    return sealed.position


def _check_kept(folder: Path, checkpoint: Checkpoint, kept: Checkpoint) -> None:
    if kept.origin != checkpoint.origin:
        raise NotProven(f"checkpoint.txt: it is of the log {checkpoint.origin}, the kept one of {kept.origin}")
    if kept.size == checkpoint.size:
        raise NotProven("checkpoint.txt: it is of the same size as the kept one, and differs: the log was forked")
    path = folder / f"consistency-{kept.size}.json"
    if not path.exists():
        raise NotProven(f"{path.name}: missing; ask for evidence made with your checkpoint of {kept.size} events")
    proof = _item(path.name, lambda: _hashes(json.loads(_text(path))))
    _item(path.name, check_consistency, kept.size, checkpoint.size, proof, kept.root, checkpoint.root)


def _fields(text: str, *names: str) -> dict[str, Any]:
    """The JSON object with these fields, each once, and no others: what nobody checks, nobody shall read."""
    pairs = json.loads(text, object_pairs_hook=tuple)
    if sorted(name for name, _ in pairs) != sorted(names):
        raise NotProven(f"its fields are not {', '.join(names)}")
    return dict(pairs)


def _hashes(proof: Sequence[str]) -> list[bytes]:
    return [b64decode(one, validate=True) for one in proof]


def _item(where: str, check: Callable[..., Any], *arguments: Any) -> Any:
    """Name the item in whatever is wrong with it."""
    try:
        return check(*arguments)
    except NotProven as fault:
        raise NotProven(f"{where}: {fault}") from None
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, struct.error) as error:
        raise NotProven(f"{where}: it is not as such a bundle has it ({type(error).__name__})") from None


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except (OSError, ValueError):
        raise NotProven(f"{path.name}: missing, or not text in UTF-8") from None


def main() -> int:
    """Read the arguments, check, say what came of it."""
    parser = argparse.ArgumentParser(description="Check a bundle of evidence about one customer, offline.")
    parser.add_argument("folder", type=Path, help="the bundle")
    parser.add_argument("--key", help="the log's verifier key (name+id+key), or a file that holds it")
    parser.add_argument("--checkpoint", type=Path, help="a checkpoint of the log that you kept")
    given = parser.parse_args()
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr] # a screen may lack the characters
    try:
        key = _text(Path(given.key)) if given.key and isfile(given.key) else given.key
        if key is not None:
            _item("--key", read_verifier_key, key)
        kept = given.checkpoint and _item("--checkpoint", read_checkpoint, _text(given.checkpoint), key)
        proven, found = check_bundle(given.folder, key, kept)
    except NotProven as fault:
        print(f"NOT PROVEN: {fault}")
        return 1
    except ImportError:
        print("--key needs the package cryptography: pip install cryptography", file=sys.stderr)
        return 2
    print(found)
    return 0 if proven else 2


if __name__ == "__main__":
    sys.exit(main())
