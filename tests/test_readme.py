"""The README's session is run as it stands; what it shows is what the program prints."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"


def test_the_session_of_the_readme_prints_what_it_shows(make_home: Callable[[str], Path]) -> None:
    blocks = re.findall(r"```console\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    shown = "".join(blocks)
    commands = [line[2:] for line in shown.splitlines() if line.startswith("$ ")]
    script = "\n".join(f"echo {shlex.quote(f'$ {command}')}\n{command}" for command in commands)
    ran = subprocess.run(
        ["bash", "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=README.parent,
        check=False,
        env={
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "INDELIBLE_HOME": str(make_home("readme")),
            "PYTHONUTF8": "1",
            "LANG": "C.UTF-8",
        },
    )
    assert ran.stdout.splitlines() == shown.splitlines()
