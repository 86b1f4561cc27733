# SPDX-License-Identifier: MIT
"""What docs/exercises.md says of seeds, salts and hashes, by Python's hashlib and the reference library of Argon2."""
import ctypes
import hashlib


def fields(*words):
    return b"".join(len(word).to_bytes(8, "little") + word for word in words)


def digest(purpose, secret, use, lab, term, student, exercise, attempt, last):
    secret = secret.removesuffix(b"\n").removesuffix(b"\r")
    key = hashlib.blake2b(secret, digest_size=32).digest()
    message = fields(purpose, use, lab, term, student, exercise, str(attempt).encode(), last)
    return hashlib.blake2b(message, key=key, digest_size=32).digest()


def seed(*instance):
    return int.from_bytes(digest(b"dumplab/seed/1", *instance, b"")[:8], "little")


def salt(*instance, check):
    return digest(b"dumplab/salt/1", *instance, check)[:16]


def load_argon2():
    """The library, or None."""
    try:
        return ctypes.CDLL("libargon2.so.1")
    except OSError:
        return None


def check_hash(library, answers, salt_bytes, passes, memory):
    message, out = fields(*answers), ctypes.create_string_buffer(32)
    size = ctypes.c_size_t
    code = library.argon2id_hash_raw(ctypes.c_uint32(passes), ctypes.c_uint32(memory // 1024), ctypes.c_uint32(1), message,
                                     size(len(message)), salt_bytes, size(len(salt_bytes)), out, size(32))
    if code != 0:
        raise RuntimeError(f"argon2: error {code}")
    return out.raw
