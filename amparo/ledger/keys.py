"""Encryption keys of cases, and sealing with them.

Each case has a random key; it seals the names, texts and dates of its events (AES-256-GCM) and is itself stored wrapped
by a key that lives outside the database and its backups. Destroying the wrapped key erases what it sealed, while
the chain of hashes, taken over the sealed bytes, stays valid (`docs/adr/0006-sealed-events.md`).
"""

import json
import os
import zlib
from base64 import b64decode, b64encode
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
    """Return a new wrapped case key; `owner` (the case's id) is its associated data."""
    return _encrypt(_wrapping_key(), AESGCM.generate_key(256), owner)


def seal(value: object, wrapped_key: bytes, owner: str, bound_to: str, *, padded_to: int = 1) -> bytes:
    """Return a JSON value compressed and encrypted.

    It decrypts only with the same `bound_to`. Padded to a multiple of `padded_to` bytes, where the length would reveal
    what some readers may not know.
    """
    plain = zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
    return seal_bytes(plain + bytes(-len(plain) % padded_to), wrapped_key, owner, bound_to)


def unseal(sealed: bytes, wrapped_key: bytes, owner: str, bound_to: str) -> JsonObject:
    """Return the value that `seal` encrypted.

    Raises `cryptography.exceptions.InvalidTag` when the key, `owner` or `bound_to` differ.
    """
    value: JsonObject = json.loads(zlib.decompressobj().decompress(unseal_bytes(sealed, wrapped_key, owner, bound_to)))
    return value


def seal_alone(value: object, owner: str, bound_to: str) -> bytes:
    """Return a JSON value encrypted with a key of its own.

    The key lies wrapped before it.
    """
    key = new_wrapped_key(owner)
    return len(key).to_bytes(2) + key + seal(value, key, owner, bound_to)


def unseal_alone(sealed: bytes, owner: str, bound_to: str) -> JsonObject:
    """Return the value that `seal_alone` encrypted.

    Raises `cryptography.exceptions.InvalidTag` when `owner` or `bound_to` differ.
    """
    end = 2 + int.from_bytes(sealed[:2])
    return unseal(sealed[end:], sealed[2:end], owner, bound_to)


def seal_as_text(value: object, bound_to: str) -> str:
    """Return a JSON value encrypted with a key of its own, as text.

    For what packages store in tables without row-level security.
    """
    return b64encode(seal_alone(value, bound_to, bound_to)).decode()


def unseal_text(sealed: str, bound_to: str) -> JsonObject:
    """Return the value that `seal_as_text` encrypted.

    Raises `cryptography.exceptions.InvalidTag`, or `ValueError`, for any other text.
    """
    return unseal_alone(b64decode(sealed), bound_to, bound_to)


def seal_bytes(plain: bytes, wrapped_key: bytes, owner: str, bound_to: str) -> bytes:
    """Return the bytes of a file encrypted.

    They decrypt only with the same `bound_to`.
    """
    return _encrypt(AESGCM(_decrypt(_wrapping_key(), wrapped_key, owner)), plain, bound_to)


def unseal_bytes(sealed: bytes, wrapped_key: bytes, owner: str, bound_to: str) -> bytes:
    """Return the bytes that `seal_bytes` encrypted.

    Raises `cryptography.exceptions.InvalidTag` when the key, `owner` or `bound_to` differ.
    """
    return _decrypt(AESGCM(_decrypt(_wrapping_key(), wrapped_key, owner)), sealed, bound_to)
