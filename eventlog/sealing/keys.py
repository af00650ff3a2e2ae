"""The key that signs checkpoints: made, kept, used (c2sp.org/signed-note, Ed25519)."""

import os
from base64 import b64decode, b64encode
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from eventlog.errors import EnvironmentProblem
from eventlog.sealing.verify_evidence import key_id_of

_KIND = b"\1"  # Ed25519
_PRIVATE = "PRIVATE+KEY"


@dataclass(frozen=True)
class SigningKey:
    """Signs in the name of a log. The seed is a secret: it is never shown."""

    name: str
    seed: bytes = field(repr=False)

    @property
    def verifier_key(self) -> str:
        """What others check signatures with: `name+id+key`."""
        return f"{self.name}+{self._id.hex()}+{b64encode(self._public).decode()}"

    def sign(self, body: str) -> str:
        """The signed note of this text, which ends with a line break."""
        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(body.encode())
        return f"{body}\n\u2014 {self.name} {b64encode(self._id + signature).decode()}\n"

    @property
    def _public(self) -> bytes:
        return _KIND + Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()

    @property
    def _id(self) -> bytes:
        return key_id_of(self.name, self._public)


def make_key(name: str, path: Path) -> SigningKey:
    """Draw a key and write it where nothing is yet, for its owner alone (0600). Raises EnvironmentProblem."""
    key = SigningKey(name, os.urandom(32))
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(
                f"{_PRIVATE}+{name}+{key.verifier_key.split('+', 2)[1]}+{b64encode(_KIND + key.seed).decode()}\n"
            )
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise EnvironmentProblem(f"{path} is there already; a key is never replaced") from None
    return key


def read_key(path: Path) -> SigningKey:
    """The key kept in a file that nobody else may read. Raises EnvironmentProblem; its text never holds the key."""
    try:
        with path.open(encoding="ascii") as file:
            if os.fstat(file.fileno()).st_mode & 0o077:
                raise EnvironmentProblem(f"{path} can be read by others: `chmod 600` it, and think of a new key")
            text = file.read().strip()
    except FileNotFoundError:
        raise EnvironmentProblem(f"there is no signing key {path}: `indelible audit keygen` makes one") from None
    except ValueError:
        text = ""
    try:
        kind, name, number, encoded = text.removeprefix(_PRIVATE).split("+", 3)
        value = b64decode(encoded, validate=True)
    except ValueError:
        kind, name, number, value = "-", "", "", b""
    key = SigningKey(name, value[1:])
    if kind or value[:1] != _KIND or len(value) != 33 or key.verifier_key.split("+", 2)[1] != number:
        raise EnvironmentProblem(f"{path} is not a signing key")
    return key
