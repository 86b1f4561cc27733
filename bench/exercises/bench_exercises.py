#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""bench-exercises: an exam of all exercises for a class on two threads, one exercise alone, and grading.

Usage: bench_exercises.py DUMPLAB [--check] [STUDENTS]
The aim is 100 students x 10 exercises in 300 s, and 2 s for one exercise. With --check ten students must stay within a
tenth of three times that (machines are noisy).
"""
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

program = pathlib.Path(sys.argv[1]).resolve()
is_check = "--check" in sys.argv
students = next((int(word) for word in sys.argv[2:] if word.isdigit()), 10 if is_check else 100)
AIM_CLASS, AIM_ONE, SLACK = 300.0, 2.0, 3


def timed(*words):
    started = time.monotonic()
    subprocess.run([program, *map(str, words)], check=True, stdout=subprocess.DEVNULL)
    return time.monotonic() - started


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    (folder / "secret").write_text("a secret for measuring\n")
    (folder / "roster.csv").write_text("id,name\n" + "".join(f"s{i:03},S\n" for i in range(students)))
    exam = ["--secret", folder / "secret", "--term", "t", "--lab", "l", "--jobs", 2]
    cards = [line.split()[0] for line in
             subprocess.run([program, "exercise", "list"], capture_output=True, text=True, check=True).stdout.splitlines()]
    one = {card: statistics.median(timed("exercise", "new", card, "--seed", seed, "--out", folder / f"{card}-{seed}")
                                   for seed in (1, 2, 3)) for card in cards}
    whole = timed("exercise", "class", folder / "roster.csv", *exam, "--out", folder / "exam")
    (folder / "answers.csv").write_text("id,exercise,question,answer\n" + "".join(f"s{i:03},X01,2,esi\n" for i in range(students)))
    grading = timed("exercise", "grade", folder / "answers.csv", *exam, "--exercises", "all", "--out", folder / "grades")

aim = AIM_CLASS * students * len(cards) / 1000
slowest = max(one, key=one.get)
print(f"exam, {students} students x {len(cards)} exercises, two threads   {whole:8.1f} s   aim {aim:6.1f}   ratio {whole / aim:.2f}")
print(f"grading of it, keys made again                        {grading:8.1f} s")
print(f"exercise new, the slowest ({slowest}), median of 3         {one[slowest]:8.2f} s   aim {AIM_ONE:6.1f}   ratio {one[slowest] / AIM_ONE:.2f}")
for card in cards:
    print(f"  {card} {one[card]:.2f} s")
sys.exit(1 if is_check and (whole > aim * SLACK or one[slowest] > AIM_ONE * SLACK) else 0)
