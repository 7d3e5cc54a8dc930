"""Signed heads of the chains, to be kept outside the database.

A head is the last place and hash of a chain on a day. Whoever owns the database can cut the end of a chain and write a
new one that holds together. Who kept the heads of an earlier day (an ombudsman, the keeper of the node) finds that the
chain no longer leads through them. It is one JSON object: `node`, `chain` (null is the node's own), `seq`, `hash`,
`at`, `key` (the public key) and `signature`, Ed25519 (RFC 8032) over the RFC 8785 form of the other members, both in
base64url without padding.
"""

from __future__ import annotations

import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import batched
from pathlib import Path
from uuid import UUID

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from amparo.ledger import clock
from amparo.ledger.canonical import iso_instant
from amparo.ledger.chains import chain_ends
from amparo.ledger.json import JsonObject
from amparo.ledger.models import Event

_HEADS_AT_ONCE = 500
_MEMBERS = {"node", "chain", "seq", "hash", "at", "key", "signature"}


@cache
def _signing_key() -> Ed25519PrivateKey:
    secret = settings.HEADS_KEY_SECRET.encode()
    return Ed25519PrivateKey.from_private_bytes(HKDF(SHA256(), 32, salt=None, info=b"amparo heads 1").derive(secret))


def public_key() -> str:
    """Return the public key that signs the heads of this node, in base64url."""
    return _encode(_signing_key().public_key().public_bytes_raw())


def _encode(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def _decode(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def sign_heads() -> Iterator[str]:
    """Iterate over the signed head of every chain, a line of JSON each.

    As the owner or the worker: both see every chain.
    """
    at, key = iso_instant(clock.now()), public_key()
    for chain, (seq, last_hash) in chain_ends().items():
        if seq:
            head: JsonObject = {"node": settings.NODE, "chain": str(chain) if chain else None, "seq": seq}
            head |= {"hash": last_hash, "at": at, "key": key}
            signature = _encode(_signing_key().sign(rfc8785.dumps(head)))
            yield json.dumps(head | {"signature": signature}, separators=(",", ":"))


def write_heads() -> Path:
    """Write the signed heads of every chain, and return the file.

    It is written beside and then renamed, so that it is whole or not there; earlier files stay.
    """
    folder = Path(settings.HEADS_FOLDER)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"heads-{settings.NODE}-{clock.now():%Y-%m-%dT%H%M%SZ}.jsonl"
    unfinished = path.with_suffix(".part")
    with unfinished.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in sign_heads())
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
    return path


def find_faults_of_heads(lines: Iterable[str], *, key: str) -> Iterator[str]:
    """Iterate over the heads that the chains no longer lead through.

    And over lines that are no heads of this node.

    As the owner of the tables. `key`: the public key that must have signed them. One query for 500 heads.
    """
    numbered = ((number, line) for number, line in enumerate(lines, 1) if line.strip())
    for several in batched(numbered, _HEADS_AT_ONCE):
        heads = []
        for number, line in several:
            head = _read_head(line, key)
            if head is None:
                yield f"line {number}: it is no head of {settings.NODE} that this key signed"
            else:
                heads.append(head)
        yield from _compare(heads)


def read_heads(lines: Iterable[str]) -> dict[UUID | None, tuple[int, str]]:
    """Return the last place and hash of each chain in a file of heads.

    Of lines that `find_faults_of_heads` finds nothing wrong with.
    """
    heads = (json.loads(line) for line in lines if line.strip())
    return {UUID(head["chain"]) if head["chain"] else None: (head["seq"], head["hash"]) for head in heads}


def _read_head(line: str, key: str) -> JsonObject | None:
    """Return a head.

    None for what is none, is of another node, or was not signed by this key.
    """
    try:
        head: JsonObject = json.loads(line)
        if set(head) != _MEMBERS or (head["node"], head["key"]) != (settings.NODE, key):
            return None
        signed = rfc8785.dumps({name: value for name, value in head.items() if name != "signature"})
        Ed25519PublicKey.from_public_bytes(_decode(key)).verify(_decode(head["signature"]), signed)
    except (ValueError, TypeError, AttributeError, InvalidSignature):
        return None
    return head


def _compare(heads: list[JsonObject]) -> Iterator[str]:
    events = Event.objects.filter(hash__in=[head["hash"] for head in heads])
    known = {(chain, seq, text) for chain, seq, text in events.values_list("chain", "seq", "hash")}
    for head in heads:
        chain = UUID(head["chain"]) if head["chain"] else None
        if (chain, head["seq"], head["hash"]) not in known:
            yield f"{chain or 'node'}: it does not lead through event {head['seq']} of {head['at']} any more"
