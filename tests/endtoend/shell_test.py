#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""`dumplab shell` as people use it: at a terminal, with a script, with -c; and on what is no dump."""
import json
import os
import pathlib
import pty
import select
import signal
import subprocess
import sys
import tempfile
import termios
import time

program = str(pathlib.Path(sys.argv[1]).resolve())
failures = 0


def expect(what, is_so, shown=""):
    global failures
    if not is_so:
        failures += 1
        print(f"{what}: {shown!r}"[:2000])


def run(*words, script=""):
    return subprocess.run([program, *map(str, words)], input=script, capture_output=True, text=True, timeout=120)


class AtTerminal:
    """A session whose standard input and output are a terminal."""

    def __init__(self, dump, home):
        self.process, self.fd = pty.fork()
        if self.process == 0:
            os.environ.update(TERM="xterm", HOME=str(home))
            os.environ.pop("XDG_STATE_HOME", None)
            os.execv(program, [program, "shell", str(dump)])

    def until(self, text, seconds=30):
        """What the terminal shows until `text`, with line ends as \\n."""
        shown, end = "", time.monotonic() + seconds
        while text not in shown and time.monotonic() < end:
            if select.select([self.fd], [], [], 0.2)[0]:
                try:
                    shown += os.read(self.fd, 65536).decode(errors="replace").replace("\r\n", "\n")
                except OSError:
                    break
        return shown

    def type(self, keys):
        """Behind the prompt the terminal goes into raw mode: keys that come earlier are taken for lines."""
        end = time.monotonic() + 30
        while termios.tcgetattr(self.fd)[3] & termios.ICANON and time.monotonic() < end:
            time.sleep(0.01)
        os.write(self.fd, keys.encode())

    def wait(self, seconds=30):
        """The exit code; None where the session does not end."""
        for _ in range(seconds * 10):
            ended, status = os.waitpid(self.process, os.WNOHANG)
            if ended:
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.1)
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        return None


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    dump = folder / "orders.dmp"
    truth = folder / "orders.json"
    run("run", "null-pointer", "--seed", 7, "--dump-type", "full", "--dump", dump, "--truth", truth)
    fault = int(json.loads(truth.read_text())["exception"]["address"], 16)

    script = run("shell", dump, script="? 1+2\n\n.echo a; .echo b\nq\n.echo never\n").stdout
    expect("a script", "0:002> ? 1+2\nEvaluate expression: 3 = 00000003\n" in script, script)
    expect("a list", "0:002> .echo a; .echo b\na\nb\n" in script, script)
    expect("q ends", "never" not in script, script)
    one = run("shell", dump, "-c", ".ecxr; r eip", script=".echo never\n")
    expect("-c without a terminal", one.stdout.endswith(f"eip={fault:08x}\n") and one.returncode == 0, one.stdout)
    lines = [json.loads(line) for line in run("shell", dump, "-o", "json", "-c", "k 1; nosuch").stdout.splitlines()]
    expect("JSON", [line["command"] for line in lines] == ["", "k 1", "nosuch"] and "error" in lines[2], str(lines)[:300])

    for words, code, said in ((["shell"], 2, "a dump is needed"), (["shell", dump, "-o", "xml"], 2, "text or json"),
                              (["shell", folder / "no.dmp"], 1, "no.dmp")):
        answer = run(*words)
        expect(str(words), answer.returncode == code and said in answer.stderr and not answer.stdout, answer.stderr)
    (folder / "text.dmp").write_text("no dump\n" * 20)
    answer = run("shell", folder / "text.dmp")
    expect("a text", answer.returncode == 1 and len(answer.stderr.splitlines()) == 1, answer.stderr)

    home = folder / "home"
    home.mkdir()
    session = AtTerminal(dump, home)
    expect("the opening", "can be accessed via .ecxr" in session.until("0:002> "))
    session.type("verta\t\n")
    expect("completion of a command", "Windows XP Version 2600" in session.until("User time:"))
    session.type("x Orders!CreateB\t\n")
    expect("completion of a symbol", "007310d0" in session.until("007310d0"))
    session.type(".echo once\n")
    session.until("once\n0:002> ")
    session.type("\x1b[A\n")  # the line before
    expect("history", "\nonce" in session.until("once\n0:002> "))
    session.type("\n")
    expect("an empty line repeats", "\nonce" in session.until("once\n0:002> "))
    session.type(".echo dropped")
    session.until("dropped")
    session.type("\x03")
    expect("Ctrl-C", "^C" in session.until("0:002> "))
    session.type(".echo kept\n")
    expect("the line after Ctrl-C", "\nkept\n" in session.until("kept\n0:002> "))
    session.type("q\n")
    expect("q", session.wait() == 0)
    again = AtTerminal(dump, home)
    again.until("0:002> ")
    again.type("\x1b[A\x1b[A\x1b[A\n")
    expect("history of the session before", "\nonce\n" in again.until("\nonce\n0:002> "))
    again.type("\x04")
    expect("end of input", again.wait() == 0)
print(f"{failures} failures")
sys.exit(1 if failures else 0)
