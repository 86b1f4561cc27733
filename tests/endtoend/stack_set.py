# SPDX-License-Identifier: MIT
"""Programs stopped in the places where crash dumps are made, and the frames that Windows XP SP3 shows there.

Source of the frames: published WinDbg logs of XP SP3. They are subsequences: frames of our own may stand between.
"""
import dataclasses
import json
import pathlib
import subprocess

import guest_program

FOLDER = pathlib.Path(__file__).resolve().parent / "stacks"

PROGRAMS = {"waiting": "waiting.c", "failing": "failing.c", "loading": "loading.c", "linked": "linked.c",
            "throwing": "throwing.cpp"}
LIBRARY = "--disk-add=library.dll=C:\\Programs\\{}\\library.dll"

PROCESS_START = ["kernel32!BaseProcessStart"]
THREAD_START = ["kernel32!BaseThreadStart"]
SYSTEM_CALL = ["ntdll!KiFastSystemCallRet"]
ONE_OBJECT = [*SYSTEM_CALL, "ntdll!NtWaitForSingleObject", "kernel32!WaitForSingleObjectEx"]
WAITING_MAIN = [*ONE_OBJECT, "kernel32!WaitForSingleObject", "failing!main", "failing!mainCRTStartup", *PROCESS_START]
DISPATCHED = ["kernel32!_except_handler3", "ntdll!ExecuteHandler2", "ntdll!ExecuteHandler",
              "ntdll!KiUserExceptionDispatcher"]
ATTACHING = ["library!DllMain", "ntdll!LdrpCallInitRoutine", "ntdll!LdrpRunInitializeRoutines"]


def in_filter(start, *faulting):
    """The event thread's own stack when its exception reached the filter of its start frame."""
    return [*SYSTEM_CALL, "ntdll!NtRaiseHardError", "kernel32!UnhandledExceptionFilter", *start, *DISPATCHED, *faulting]


@dataclasses.dataclass
class Stack:
    """One thread of a stopped program."""
    holds: str  # a function of this thread's stack only
    frames: list
    own_frames: list = None  # where the dump has an exception: below its dispatching


@dataclasses.dataclass
class Stop:
    name: str
    program: str
    stacks: list
    options: list = dataclasses.field(default_factory=list)
    arguments: list = dataclasses.field(default_factory=list)


def failing(what, options, *stacks):
    return Stop(what.replace(" ", "_"), "failing", stacks, options, what.split())


STOPS = [
    Stop("waiting", "waiting", options=["--capture", "hang"], stacks=[
        Stack("waiting!main", [*ONE_OBJECT, "waiting!main", "waiting!mainCRTStartup", *PROCESS_START]),
        Stack("waiting!WaitsForOne", [*ONE_OBJECT, "kernel32!WaitForSingleObject", "waiting!WaitsForOne", *THREAD_START]),
        Stack("waiting!WaitsForSeveral", [*SYSTEM_CALL, "ntdll!NtWaitForMultipleObjects", "kernel32!WaitForMultipleObjectsEx",
                                          "kernel32!WaitForMultipleObjects", "waiting!WaitsForSeveral", *THREAD_START]),
        Stack("waiting!WaitsForSection", [*SYSTEM_CALL, "ntdll!NtWaitForSingleObject", "ntdll!RtlpWaitForCriticalSection",
                                          "ntdll!RtlEnterCriticalSection", "waiting!WaitsForSection", *THREAD_START]),
        Stack("waiting!Sleeps", [*SYSTEM_CALL, "ntdll!NtDelayExecution", "kernel32!SleepEx", "kernel32!Sleep",
                                 "waiting!Sleeps", *THREAD_START]),
        Stack("waiting!WaitsAlertably", [*ONE_OBJECT, "waiting!Completion", "ntdll!KiUserApcDispatcher",
                                         "kernel32!SleepEx", "waiting!WaitsAlertably", *THREAD_START]),
    ]),
    failing("read", ["--disk-add", "data.bin=C:\\data.bin"],  # the time of the stop comes from a run before
            Stack("failing!Reading", [*SYSTEM_CALL, "ntdll!NtReadFile", "kernel32!ReadFile", "failing!Reading",
                                      "failing!main", *PROCESS_START])),
    failing("spin", ["--capture", "tick:500000"],
            Stack("failing!Spinning", ["failing!Spinning", "failing!Fail", "failing!main", *PROCESS_START])),
    failing("fault", [],
            Stack("failing!Faulting", ["failing!Faulting", "failing!Fail", "failing!main", *PROCESS_START],
                  in_filter(PROCESS_START, "failing!Faulting", "failing!Fail", "failing!main", *PROCESS_START))),
    failing("thread fault", [],
            Stack("failing!Faulting", ["failing!Faulting", "failing!Fail", "failing!FailingThread", *THREAD_START],
                  in_filter(THREAD_START, "failing!Faulting", "failing!FailingThread", *THREAD_START)),
            Stack("failing!main", WAITING_MAIN)),
    failing("thread divide", [],
            Stack("failing!Dividing", ["failing!Dividing", "failing!Fail", "failing!FailingThread", *THREAD_START],
                  in_filter(THREAD_START, "failing!Dividing", "failing!FailingThread", *THREAD_START))),
    failing("raise", [],
            Stack("failing!Raising", ["kernel32!RaiseException", "failing!Raising", "failing!main", *PROCESS_START],
                  in_filter(PROCESS_START, "kernel32!RaiseException", "failing!Raising", *PROCESS_START))),
    failing("caught", ["--capture", "first-chance"],
            Stack("failing!Faulting", ["failing!Faulting", "failing!Caught", "failing!Fail", "failing!main", *PROCESS_START],
                  ["ntdll!KiUserExceptionDispatcher", "failing!Faulting", "failing!Caught", *PROCESS_START])),
    failing("thread terminate", ["--capture", "exit"],
            Stack("failing!Killing", [*SYSTEM_CALL, "ntdll!NtTerminateProcess", "kernel32!TerminateProcess",
                                      "failing!Killing", *THREAD_START])),
    Stop("throw", "throwing", [
        Stack("throwing!Throwing", ["kernel32!RaiseException", "throwing!_CxxThrowException", "throwing!Throwing",
                                    "throwing!main", "throwing!mainCRTStartup", *PROCESS_START],
              in_filter(PROCESS_START, "kernel32!RaiseException", "throwing!_CxxThrowException", "throwing!Throwing"))]),
    Stop("attach", "loading", options=["--capture", "library!Attached", LIBRARY.format("loading")], stacks=[
        Stack("loading!Load", [*ATTACHING, "ntdll!LdrpLoadDll", "ntdll!LdrLoadDll", "kernel32!LoadLibraryExW",
                               "kernel32!LoadLibraryExA", "kernel32!LoadLibraryA", "loading!Load", "loading!main",
                               *PROCESS_START])]),
    Stop("process_start", "linked", options=["--capture", "library!Attached"], stacks=[
        Stack("library!DllMain", [*ATTACHING, "ntdll!LdrpInitializeProcess", "ntdll!_LdrpInitialize",
                                  "ntdll!KiUserApcDispatcher"])]),
    Stop("thread_exit", "linked", options=["--capture", "library!ThreadDetached"], arguments=["thread"], stacks=[
        Stack("library!DllMain", ["library!DllMain", "ntdll!LdrpCallInitRoutine", "ntdll!LdrShutdownThread",
                                  "kernel32!ExitThread", "linked!Ending", *THREAD_START])]),
    Stop("thread_return", "linked", options=["--capture", "library!ThreadDetached"], arguments=["return"], stacks=[
        Stack("library!DllMain", ["library!DllMain", "ntdll!LdrpCallInitRoutine", "ntdll!LdrShutdownThread",
                                  "kernel32!ExitThread", *THREAD_START])]),
    Stop("process_exit", "linked", options=["--capture", "library!ProcessDetached"], stacks=[
        Stack("library!DllMain", ["library!DllMain", "ntdll!LdrpCallInitRoutine", "ntdll!LdrShutdownProcess",
                                  "kernel32!_ExitProcess", "kernel32!ExitProcess", "linked!mainCRTStartup", *PROCESS_START])]),
]


def build_all(dumplab, folder):
    folder = pathlib.Path(folder)
    guest_program.build_dll(dumplab, FOLDER / "library.c", folder, "library")
    for name, source in PROGRAMS.items():
        guest_program.build(dumplab, FOLDER / source, folder, ["-l", "library"] if name == "linked" else [])
    (folder / "data.bin").write_bytes(bytes(range(256)) * 400)


def run(dumplab, folder, stop, *options):
    """The machine's word on one stop; files of `options` are in `folder`."""
    return subprocess.run([dumplab, "run", f"{stop.program}.exe", *stop.options, *options, "--", *stop.arguments],
                          capture_output=True, text=True, cwd=folder, timeout=300)


def capture_of_a_transfer(dumplab, folder, stop):
    """--capture in the middle of the time that NtReadFile waits for the disk."""
    run(dumplab, folder, stop, "--log", "transfer.log")
    events = [json.loads(line) for line in (pathlib.Path(folder) / "transfer.log").read_text().splitlines()]
    at = next(i for i, event in enumerate(events) if event.get("name") == "NtReadFile")
    start = next(event for event in events[at:] if event["kind"] == "wait-start")
    end = next(event for event in events[at:] if event["kind"] == "wait-end" and event["thread"] == start["thread"])
    return ["--capture", f"tick:{(start['time'] + end['time']) // 2}"]


def take(dumplab, folder, stop, dump_type, dump, *options):
    if "read" in stop.arguments:
        options = (*options, *capture_of_a_transfer(dumplab, folder, stop))
    return run(dumplab, folder, stop, "--dump", dump, "--dump-type", dump_type, *options)


def missing(expected, frames):
    """The first of `expected` that is not in `frames` behind those before it; None if `expected` is a subsequence."""
    rest = iter(frames)
    return next((name for name in expected if name not in rest), None)


def name_of(module, function):
    return f"{(module or '?').rsplit('.', 1)[0]}!{function}"
