"""Prometheus's own program reads the alerts and the metrics, and tries the alerts on nodes that are sick and well."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deploy.proxies import RECIPES
from tests.serving import serving

ALERTS = RECIPES / "alerts.yml"
IN_TIME = Path(__file__).with_name("alerts_in_time.yml")
# `make setup` takes it out of Debian's package.
OURS = Path(__file__).resolve().parents[2] / ".venv" / "bin" / "promtool"
PROMTOOL = str(OURS) if OURS.exists() else shutil.which("promtool")

checked = pytest.mark.skipif(PROMTOOL is None, reason="promtool is not here: `make setup` could not get it from Debian")


def promtool(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    assert PROMTOOL is not None
    return subprocess.run(
        [PROMTOOL, *arguments], input=given, capture_output=True, text=True, timeout=90, check=False, cwd=RECIPES
    )


@checked
def test_prometheus_takes_the_rules() -> None:
    done = promtool("check", "rules", "--lint-fatal", str(ALERTS))
    assert done.returncode == 0, done.stdout + done.stderr


@checked
def test_each_alert_fires_for_a_sick_node_and_not_for_a_well_one() -> None:
    done = promtool("test", "rules", str(IN_TIME))
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_alert_is_tried() -> None:
    names = re.findall(r"alert: (\w+)", ALERTS.read_text())
    tried = re.findall(r"- alertname: (\w+)\n +eval_time: \w+\n +exp_alerts:\n", IN_TIME.read_text())
    assert len(names) > 5
    assert sorted(tried) == sorted(names)


@checked
async def test_prometheus_finds_nothing_wrong_with_the_metrics(tmp_path: Path) -> None:
    async with serving(tmp_path) as server:
        await server.get("/api/nothing")
        answer = await server.http.get("/metrics")
    done = promtool("check", "metrics", given=answer.text)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
