"""Walks over the PROV of a crate as cwlprov does: python walk.py PROV-JSON RUN-IRI. Prints what cwlprov finds as JSON."""

import json
import sys
from pathlib import Path

from cwlprov.prov import MEDIA_TYPES, Provenance

file, run = sys.argv[1:]


class Crate:
    """What cwlprov asks a research object for."""

    workflow_id = run

    def provenance(self, _uri):
        return [file]

    def mediatype(self, _path):
        return MEDIA_TYPES["json"]

    def resolve_path(self, path):
        return Path(path)


top = Provenance(Crate(), run).activity()
steps = list(top.steps())
print(
    json.dumps(
        {
            "types": sorted(str(one) for one in top.types()),
            "plan": str(top.plan()),
            "seconds": top.duration().total_seconds(),
            "steps": len(steps),
            "timed": sum(step.duration() is not None for step in steps),
            "planned": sum(step.plan() is not None for step in steps),
            "used": sum(len(list(step.usage())) for step in steps),
            "generated": sum(len(list(step.generation())) for step in steps),
        }
    )
)
