#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Seeds, salts and hashes of the library against published.py, over random fields. Argument: print-values."""
import random
import subprocess
import sys

sys.dont_write_bytecode = True
from published import check_hash, load_argon2, salt, seed  # noqa: E402

SKIPPED = 77  # ctest's SKIP_RETURN_CODE
random_source = random.Random(1)


def word(shortest, longest):
    return random_source.randbytes(random_source.randint(shortest, longest))


def spelled(text):
    return text.hex() or "-"


lines, wanted = [], []
for i in range(500):
    instance = [word(18, 200), random_source.choice([b"exam", b"practice"]), *(word(0, 40) for _ in range(4)),
                random_source.choice([0, 1, i, 2**64 - 1])]
    fields = [spelled(instance[0]), instance[1].decode(), *map(spelled, instance[2:6]), str(instance[6])]
    check = word(0, 20)
    lines += [" ".join(["seed", *fields]), " ".join(["salt", *fields, spelled(check)])]
    wanted += [str(seed(*instance)), salt(*instance, check=check).hex()]
argon2 = load_argon2()
for i in range(40 if argon2 else 0):
    salt_bytes, passes, memory = word(16, 16), random_source.randint(1, 5), random_source.choice([8 << 10, 64 << 10, 1000 << 10, 16 << 20])
    answers = [word(0, 60) for _ in range(random_source.randint(1, 6))]
    lines.append(" ".join(["hash", salt_bytes.hex(), str(passes), str(memory), *map(spelled, answers)]))
    wanted.append(check_hash(argon2, answers, salt_bytes, passes, memory).hex())
printed = subprocess.run([sys.argv[1]], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True).stdout.split()
wrong = [(line, a, b) for line, a, b in zip(lines, printed, wanted, strict=True) if a != b]
for line, ours, theirs in wrong[:10]:
    print(f"{line}: {ours}, Python says {theirs}")
print(f"{len(lines)} values compared, {len(wrong)} differ")
if wrong:
    sys.exit(1)
if not argon2:
    print("skipped: hashes, libargon2 is not installed")
    sys.exit(SKIPPED)
