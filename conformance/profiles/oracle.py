"""Has rocrate-validator judge many crates in one process.

    python3 oracle.py OFFLINE < LINES

Each line of stdin is a JSON object {"path", "profile", "metadata"}, the last of which says that only the metadata is there; for each,
one line of stdout is a JSON list of [severity, check, entity], or a text that says why the validator gave up. OFFLINE is the
stand-in web of the judges.
"""

import importlib.machinery
import importlib.util
import json
import sys
import urllib.request


def stand_in_web(path):
    loader = importlib.machinery.SourceFileLoader("offline", path)
    offline = importlib.util.module_from_spec(importlib.util.spec_from_loader("offline", loader))
    loader.exec_module(offline)
    offline.patch_requests()
    urllib.request.install_opener(urllib.request.build_opener(offline.StandIn))


def judge(services, path, profile, metadata):
    result = services.validate(
        {
            "rocrate_uri": path,
            "profile_identifier": profile,
            "requirement_severity": "RECOMMENDED",
            "abort_on_first": False,
            "metadata_only": metadata,
        }
    )
    return sorted({(issue.severity.name, issue.check.identifier, issue.violatingEntity or "") for issue in result.get_issues()})


def main():
    if len(sys.argv) > 1:
        stand_in_web(sys.argv[1])
    from rocrate_validator import services

    answers = sys.stdout
    sys.stdout = sys.stderr
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer = judge(services, asked["path"], asked["profile"], asked["metadata"])
        except Exception as thrown:
            answer = f"{type(thrown).__name__}: {thrown}"
        print(json.dumps(answer), file=answers, flush=True)


main()
