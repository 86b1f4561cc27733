# SPDX-License-Identifier: MIT
"""The dumps of the corpus that programs wrote of themselves under Wine, with what they said of themselves."""
import json
import pathlib
import shutil
import subprocess
import tempfile


def wine_dumps(corpus):
    """Gives (dump, truth, whether it was packed) one after the other; an unpacked dump is gone when the next is asked for."""
    with tempfile.TemporaryDirectory() as scratch:
        for truth_file in sorted((corpus / "wine/dumps").glob("*.truth.json")):
            dump = truth_file.with_name(truth_file.name.replace(".truth.json", ".dmp"))
            packed = dump.with_name(dump.name + ".zst")
            is_packed = not dump.exists()
            if is_packed:
                if not shutil.which("zstd"):
                    print("skipped:", packed.name, "(zstd is not installed)")
                    continue
                dump = pathlib.Path(scratch) / dump.name
                subprocess.run(["zstd", "-q", "-d", str(packed), "-o", str(dump)], check=True)
            yield dump, json.loads(truth_file.read_text()), is_packed
            if is_packed:
                dump.unlink()
