"""`make bench`: every measurement, one after the other, which writes its tables and plots into bench/README.md.

python -m bench [--brief] [--only receive] [--minutes 40]
"""

import argparse
import signal
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = {
    "receive": ["--seconds", "0.1"],
    "stall": ["--seconds", "2"],
    "fan_out": ["--seconds", "1"],
    "storm": ["--connections", "500"],
    "history": ["--messages", "20000", "--times", "20"],
    "reports": ["--messages", "20000", "--times", "10"],
    "rest": ["--seconds", "0.1"],
    "idle": ["--connections", "500", "--seconds", "2"],
    "start": ["--times", "1"],
    "embeds": ["--rounds", "1"],
}
"""Each, and how it is made short."""
LONGEST_SECONDS = 900.0
"""After which one that does not end has failed."""
ENDING_SECONDS = 30.0
"""In which one that is told to end has put away what it has started."""


def main() -> None:
    """Exits with 1 where one of them failed; the others are measured all the same."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--brief", action="store_true", help="less of everything, to see that all runs; writes nothing")
    parser.add_argument("--only", action="append", default=[], choices=SCRIPTS, help="this one only; repeatable")
    parser.add_argument("--minutes", type=float, default=40, help="for all of them together; default 40")
    given = parser.parse_args()
    chosen = [name for name in SCRIPTS if name in given.only or not given.only]
    end, failed = time.monotonic() + given.minutes * 60, []
    for number, name in enumerate(chosen, 1):
        began = time.monotonic()
        print(f"== {number}/{len(chosen)}  {name}", file=sys.stderr, flush=True)
        if not _measured(name, SCRIPTS[name] if given.brief else ["--write"], end - began):
            failed.append(name)
        took, left = time.monotonic() - began, end - time.monotonic()
        print(f"== {name}: {took:.0f} s; {left / 60:.0f} minutes left", file=sys.stderr, flush=True)
    if failed:
        sys.exit(f"not measured: {', '.join(failed)}")


def _measured(name: str, options: list[str], left: float) -> bool:
    running = subprocess.Popen([sys.executable, "-m", f"bench.{name}", *options], cwd=ROOT)
    try:
        return running.wait(max(0.0, min(LONGEST_SECONDS, left))) == 0
    except subprocess.TimeoutExpired:
        print(f"{name} did not end in time", file=sys.stderr)
        # As Ctrl-C, which it gets by itself: it ends the servers that it has started.
        running.send_signal(signal.SIGINT)
        return False
    finally:
        try:
            running.wait(ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            running.kill()


if __name__ == "__main__":
    main()
