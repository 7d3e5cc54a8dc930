"""Keys that keep a case's sealed texts, and how they are destroyed.

Each case has a random key; it seals the names, texts and dates of its events (AES-256-GCM) and is itself stored wrapped
by a key that lives outside the database and its backups. Destroying the wrapped key erases what it sealed, while
the chain of hashes, taken over the sealed bytes, stays valid (`architecture.md` §5).
"""

import json
import os
import zlib
from functools import cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from amparo.ledger.json import JsonObject

_NONCE = 12


@cache
def _wrapping_key() -> AESGCM:
    secret = settings.CASE_KEY_SECRET.encode()
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=b"amparo case keys 1").derive(secret))


def _encrypt(cipher: AESGCM, plain: bytes, bound_to: str) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + cipher.encrypt(nonce, plain, bound_to.encode())


def _decrypt(cipher: AESGCM, sealed: bytes, bound_to: str) -> bytes:
    return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], bound_to.encode())


def new_wrapped_key(owner: str) -> bytes:
    """A fresh case key, wrapped; `owner` (the case's id) is bound into it."""
    return _encrypt(_wrapping_key(), AESGCM.generate_key(256), owner)


def seal(value: object, wrapped_key: bytes, owner: str, bound_to: str, *, fills: int = 1) -> bytes:
    """A JSON value, compressed and sealed; it opens only with the same `bound_to`.

    It is filled up to a multiple of `fills` bytes, where its length would tell of what some readers may not know.
    """
    plain = zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
    return seal_bytes(plain + bytes(-len(plain) % fills), wrapped_key, owner, bound_to)


def unseal(sealed: bytes, wrapped_key: bytes, owner: str, bound_to: str) -> JsonObject:
    """What `seal` was given. Raises `cryptography.exceptions.InvalidTag` when key or place are not the same."""
    value: JsonObject = json.loads(zlib.decompressobj().decompress(unseal_bytes(sealed, wrapped_key, owner, bound_to)))
    return value


def seal_bytes(plain: bytes, wrapped_key: bytes, owner: str, bound_to: str) -> bytes:
    """Bytes as they are, of a file, sealed; they open only with the same `bound_to`."""
    return _encrypt(AESGCM(_decrypt(_wrapping_key(), wrapped_key, owner)), plain, bound_to)


def unseal_bytes(sealed: bytes, wrapped_key: bytes, owner: str, bound_to: str) -> bytes:
    """What `seal_bytes` was given. Raises `cryptography.exceptions.InvalidTag` when key or place are not the same."""
    return _decrypt(AESGCM(_decrypt(_wrapping_key(), wrapped_key, owner)), sealed, bound_to)
