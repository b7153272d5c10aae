"""Run pip without its chatter, and say what a person can do when it fails.

Standard library only, and readable by Python 3.7, so that a wrong Python is told so politely.
"""

from __future__ import annotations

import os
import subprocess
import sys

TAIL_LINES = 12
NO_BUILD = "No matching distribution found"

# The first row with a mark in pip's output names the cause and the mend.
MENDS = (
    (
        ("No space left on device", "Errno 28", "not enough space on the disk", "Disk quota exceeded"),
        "the disk is full; free 6 GB, or move this folder to a larger disk, then run the same command again",
    ),
    (
        ("DO NOT MATCH THE HASHES",),
        "a file is not the one the course was made with; the package index or its mirror serves another: "
        "check `pip config list`, run `pip cache purge`, then try again",
    ),
    (
        ("Tunnel connection failed", "ProxyError", "Cannot connect to proxy", "407 Proxy"),
        "the proxy refused; check HTTPS_PROXY=http://user:password@host:port, then run the same command again",
    ),
    (
        ("CERTIFICATE_VERIFY_FAILED", "SSLError"),
        "the network presents a certificate of its own; set PIP_CERT to your organisation's certificate file, "
        "then run the same command again",
    ),
    (
        (
            *("Temporary failure in name resolution", "getaddrinfo failed", "nodename nor servname"),
            *("NewConnectionError", "Network is unreachable", "ConnectTimeout", "ReadTimeout", "Read timed out"),
            *("Connection reset", "Connection aborted", "Connection broken", "IncompleteRead"),
        ),
        "no network, or it broke off; connect, or set HTTPS_PROXY if you are behind a proxy, "
        "then run the same command again (what has arrived is kept)",
    ),
    (
        ("Permission denied", "Errno 13", "Access is denied"),
        "a file cannot be written; close programs that use this folder's .venv and check that the folder is yours, "
        "then run the same command again",
    ),
    (
        (NO_BUILD, "Could not find a version"),
        "the package index offers no build for this Python and machine; use 64-bit Python 3.11 on Linux with "
        "glibc 2.28, macOS on Apple silicon, or Windows; if pip uses a mirror, check `pip config list`",
    ),
)
UNKNOWN = "the lines above say why; run the same command again, and report them with your system's name if they stay"


def explain(output: str) -> str:
    """Return what to do about a failed pip, from what it printed.

    >>> explain("OSError: [Errno 28] No space left on device").split(";")[0]
    'the disk is full'
    """
    for marks, mend in MENDS:
        if any(mark.lower() in output.lower() for mark in marks):
            return mend
    return UNKNOWN


def tail(output: str, lines: int = TAIL_LINES) -> str:
    """Return the last lines that are not empty, indented."""
    return "\n".join("    " + line for line in [line for line in output.splitlines() if line.strip()][-lines:])


def run(command: list[str]) -> tuple[int, str]:
    """Run a command with its output caught; return its exit status and what it printed."""
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace", check=False
    )
    return done.returncode, done.stdout


def pip(arguments: list[str], python: str = sys.executable) -> tuple[int, str]:
    """Run pip of an interpreter quietly; return its exit status and what it printed."""
    os.environ.setdefault("PIP_DISABLE_PIP_VERSION_CHECK", "1")
    return run([python, "-m", "pip", "--no-input", *arguments])
