"""The worked example of docs/seal-format.md holds: by plain hashing, and by the code."""

import re
from base64 import b64decode
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from uuid import UUID, uuid5

from eventlog.branch import Branch
from eventlog.sealing.keys import read_key
from eventlog.sealing.verify_evidence import Sealed, check_inclusion, head_manifest, read_checkpoint

DOCUMENT = (Path(__file__).parents[3] / "docs/seal-format.md").read_text("utf-8")
STATE, LEAF, NAMELESS, ROOT, HEAD, HEAD_LEAF, NOTE, VKEY, PRIVATE, PROOF = re.findall(
    r"^```\n(.*?)^```$", DOCUMENT, re.DOTALL | re.MULTILINE
)
FIELDS = re.findall(r"^\| ?(\d*) \| ([^|]+) \| ([^|]+) \| `([0-9a-f]+)` \|$", DOCUMENT, re.MULTILINE)
MANIFEST = bytes.fromhex("".join(given for *_, given in FIELDS))
CUSTOMER = Branch("suzhou", "Asia/Shanghai", "CNY").stream("customer", "110001")
AT = datetime(2026, 3, 1, 8, 30, 0, 1, UTC)


def hashed(manifest: bytes) -> bytes:
    return sha256(b"\0" + manifest).digest()


def test_every_field_has_the_length_it_says() -> None:
    lengths = [int(length or 0) or len(value.strip("`")) for length, _, value, _ in FIELDS]
    assert lengths == [len(bytes.fromhex(given)) for *_, given in FIELDS]
    assert sum(lengths) == len(MANIFEST) == 16 + 8 + 16 + 8 + 1 + 24 + 8 + 2 + 16 + 2 + 9 + 32


def test_the_leaf_is_that_of_the_code() -> None:
    content = sha256(STATE.removesuffix("\n").encode()).digest()
    event = Sealed(12, CUSTOMER, 2, CUSTOMER, 3, AT, "customer.visited", "indelible", content)
    assert event.manifest() == MANIFEST
    assert hashed(MANIFEST).hex() == LEAF.strip()
    stream, at = Branch("suzhou", "Asia/Shanghai", "CNY").stream("complaint", "K-2"), AT.replace(second=59, minute=29)
    nameless = Sealed(11, stream, 1, None, None, at, "complaint.received", "indelible", bytes(32)).manifest()
    assert nameless[:-32] == bytes.fromhex(NAMELESS)[:-32]


def test_the_tree_is_that_of_the_text() -> None:
    both = hashed(bytes.fromhex(NAMELESS)) + hashed(MANIFEST)
    assert sha256(b"\1" + both).hexdigest() == ROOT.strip()
    assert head_manifest(CUSTOMER, 3) == bytes.fromhex(HEAD)
    assert hashed(bytes.fromhex(HEAD)).hex() == HEAD_LEAF.strip()


def test_the_checkpoint_is_signed_with_the_key(tmp_path: Path) -> None:
    read = read_checkpoint(NOTE, VKEY)
    roots = bytes.fromhex(ROOT), bytes.fromhex(HEAD_LEAF)
    assert read == ("indelible/suzhou", 2, roots[0], 12, 1, roots[1])
    (tmp_path / "key").write_text(PRIVATE, "ascii")
    (tmp_path / "key").chmod(0o600)
    key = read_key(tmp_path / "key")
    assert key.verifier_key == VKEY.strip()
    assert key.sign(NOTE.partition("\n\n")[0] + "\n") == NOTE


def test_the_proof_leads_from_the_manifest_to_the_checkpoint() -> None:
    proof, _, note = PROOF.partition("\n\n")
    first, extra, index, *hashes = proof.split("\n")
    assert (first, index, note) == ("c2sp.org/tlog-proof@v1", "index 1", NOTE)
    assert b64decode(extra.removeprefix("extra ")) == MANIFEST
    check_inclusion(hashed(MANIFEST), 1, 2, [b64decode(one) for one in hashes], bytes.fromhex(ROOT))


def test_the_customer_s_id_is_made_as_the_text_says() -> None:
    namespace = re.search(r"`([0-9a-f-]{36})`\.", DOCUMENT)
    assert namespace
    assert uuid5(uuid5(UUID(namespace[1]), "suzhou"), "customer:110001") == CUSTOMER
