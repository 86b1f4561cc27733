#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`dumplab exercise` as a user calls it: what is made, checked, left, taken up again, handed out, graded, and refused."""
import hashlib
import pathlib
import re
import subprocess
import sys
import tempfile
import time

program = pathlib.Path(sys.argv[1]).resolve()
failures = []


def run(*words, lines="", folder=None):
    return subprocess.run([program, *map(str, words)], input=lines, capture_output=True, text=True, cwd=folder, timeout=300)


def expect(condition, what):
    if not condition:
        failures.append(what)
        print("FAILED:", what)


def refused(code, words, *command):
    done = run(*command)
    expect(done.returncode == code and words in done.stderr and done.stderr.count("\n") == 1,
           f"{command}: {done.returncode} {done.stderr!r}")


def digest(folder):
    """Every file with its bytes."""
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file()}


cards = [line.split()[0] for line in run("exercise", "list").stdout.splitlines()]
names = {line.split()[0]: line.split()[1] for line in run("exercise", "list").stdout.splitlines()}
expect(cards == ["X01", "X02", "X04", "X06", "X14", "X25", "X29", "X35", "X39", "X43"], f"the lecture set: {cards}")
expect(run("list", "exercises").stdout == run("exercise", "list").stdout, "both lists")

with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)

    # Made twice, by card and by name, the same bytes; two seconds are enough.
    for card in cards:
        started = time.monotonic()
        done = run("exercise", "new", card, "--seed", 7, "--out", folder / card)
        seconds = time.monotonic() - started
        expect(done.returncode == 0, f"new {card}: {done.stderr}")
        print(f"exercise new {card}: {seconds:.2f} s")
        expect(seconds < 2 * 4, f"new {card} took {seconds:.2f} s")  # machines may be slow: four times the aim
        run("exercise", "new", names[card], "--seed", 7, "--out", folder / names[card])
        expect(digest(folder / card) == digest(folder / names[card]), f"{card} and {names[card]} differ")
        files = {path.name for path in (folder / card).iterdir()}
        dumps = {"dump.dmp"} if card != "X43" else {f"dump{i}.dmp" for i in range(1, 7)}
        expect(files == {"sheet.md", "check.json", "symbols"} | dumps, f"{card} has {files}")
        verified = run("exercise", "verify", folder / card, "--seed", 7)
        expect(verified.returncode == 0, f"verify {card}: {verified.stdout}{verified.stderr}")
        expect(run("exercise", "verify", folder / card, "--seed", 8).returncode == 1, f"verify {card} takes another seed")
    expect(run("exercise", "new", "X01", "--no-symbols", "--out", folder / "bare").returncode == 0, "--no-symbols")
    expect(not (folder / "bare/symbols").exists() and "--symbols" not in (folder / "bare/sheet.md").read_text(), "no symbols")

    # A card is a scenario too.
    done = run("run", "X29", "--seed", 3, "--dump", folder / "by-card.dmp")
    run("run", "deadlock", "--seed", 3, "--dump", folder / "by-name.dmp")
    expect(done.returncode == 0 and (folder / "by-card.dmp").read_bytes() == (folder / "by-name.dmp").read_bytes(), "run X29")

    # Answers are taken from the walkthrough, and checked against the hashes.
    way = run("exercise", "walkthrough", "X01", "--seed", 7).stdout
    keys = re.findall(r"^Answer: `(.*?)`\.", way, re.M)
    expect(len(keys) == 6, f"answers in the walkthrough: {keys}")
    answers = [f"{i}={key}" for i, key in enumerate(keys, 1)]
    right = run("exercise", "check", folder / "X01", *answers)
    expect(right.returncode == 0 and right.stdout.splitlines() == [f"{i}: right" for i in range(1, 7)], right.stdout)
    wrong = run("exercise", "check", folder / "X01", "2=esp", "3=0x10", "1=zz!")
    expect(wrong.returncode == 1 and wrong.stdout.splitlines()[1].startswith("2: format:")
           and wrong.stdout.splitlines()[2] == "3: not right", wrong.stdout)
    (folder / "answers.csv").write_text("question,answer\n" + "".join(a.replace("=", ",", 1) + "\n" for a in answers))
    expect(run("exercise", "check", folder / "X01", folder / "answers.csv").returncode == 0, "check of a file")
    # In an exam all together.
    run("exercise", "new", "X01", "--seed", 7, "--exam", "--out", folder / "as-exam")
    expect(run("exercise", "check", folder / "as-exam", *answers).stdout == "all: right\n", "check of an exam")
    expect("all: not right" in run("exercise", "check", folder / "as-exam", *answers[:-1], "6=1").stdout, "one is wrong")
    expect("no answer to 6" in run("exercise", "check", folder / "as-exam", *answers[:-1]).stdout, "one is missing")

    # Practice is left and taken up again.
    first = run("exercise", "practice", "X01", "--seed", 7, lines=f"!answer 2 {keys[1]}\n!hint 3\n", folder=folder)
    again = run("exercise", "practice", "--out", "null-pointer-7", lines="!question 3\n", folder=folder)
    expect("right, 10 points" in first.stdout and first.stdout.endswith("10 of 60 points\n"), first.stdout)
    expect("10 of 60 points" in again.stdout and "open, 0 tried, 1 hints" in again.stdout, again.stdout)
    other = run("exercise", "practice", "X02", "--out", folder / "null-pointer-7")
    expect(other.returncode == 1 and "is of null-pointer with seed 7" in other.stderr, other.stderr)
    (folder / "null-pointer-7/progress.json").write_text("{}")
    refused(1, "another schema", "exercise", "practice", "--out", folder / "null-pointer-7")

    # A class, its grades.
    (folder / "secret").write_text("a secret that nobody knows\n")
    (folder / "roster.csv").write_text("id,name\nanna,Anna\nben,\"Berg, Ben\"\n")
    exam = ["--secret", folder / "secret", "--term", "2026w", "--lab", "L1"]
    done = run("exercise", "class", folder / "roster.csv", *exam, "--exercises", "X01,X04", "--out", folder / "class")
    expect(done.returncode == 0 and "X01  2 made, 0 there already" in done.stdout, done.stdout + done.stderr)
    done = run("exercise", "verify", folder / "class", *exam)
    expect(done.returncode == 0 and "4 exercises" in done.stdout, done.stdout + done.stderr)
    way = run("exercise", "walkthrough", "X01", "--student", "anna", *exam).stdout
    keys = re.findall(r"^Answer: `(.*?)`\.", way, re.M)
    rows = "".join(f"anna,X01,{i},{key}\n" for i, key in enumerate(keys, 1))
    (folder / "class.csv").write_text("id,exercise,question,answer\n" + rows + f"ben,X01,6,{keys[5]}\nben,X04,1,?\n")
    done = run("exercise", "grade", folder / "class.csv", *exam, "--roster", folder / "roster.csv", "--out", folder / "grades")
    expect(done.returncode == 0 and "1 answers that are right for somebody else" in done.stdout, done.stdout + done.stderr)
    grades = (folder / "grades/grades.csv").read_text().splitlines()
    expect(grades[1].startswith("anna,10,10,10,10,10,10,60,0"), grades[1])
    expect((folder / "grades/copies.csv").read_text() == f"id,exercise,question,answer,same as\nben,X01,6,{keys[5]},anna\n",
           (folder / "grades/copies.csv").read_text())
    expect((folder / "grades/feedback/ben.md").exists(), "feedback")

    # What cannot be done is said in one line, and leaves nothing behind.
    refused(2, "there is no exercise X99", "exercise", "new", "X99", "--out", folder / "none")
    refused(2, "--out is needed", "exercise", "new", "X01")
    refused(2, "there is no verb", "exercise", "solve")
    refused(1, "exists already", "exercise", "new", "X01", "--out", folder / "X01")
    refused(2, "are needed together", "exercise", "class", folder / "roster.csv", "--term", "t", "--out", folder / "none")
    (folder / "short").write_text("short\n")
    refused(1, "short", "exercise", "class", folder / "roster.csv", "--secret", folder / "short", "--term", "t", "--lab", "l",
            "--out", folder / "none")
    (folder / "bad.csv").write_text("id,name\n../x,X\n")
    refused(1, "line 2", "exercise", "class", folder / "bad.csv", *exam, "--out", folder / "none")
    (folder / "bad-answers.csv").write_text("id,exercise,question\n")
    refused(1, "line 1: no column answer", "exercise", "grade", folder / "bad-answers.csv", *exam, "--out", folder / "none")
    (folder / "X02/check.json").write_text("{")
    refused(1, "check file", "exercise", "check", folder / "X02", "1=1")
    refused(1, "check.json", "exercise", "check", folder, "1=1")
    expect(not (folder / "none").exists(), "something was left behind")

print(f"{len(failures)} failures")
sys.exit(1 if failures else 0)
