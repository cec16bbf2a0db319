"""Reads the PROV of a crate with the `prov` package: python read.py FOLDER [PROV-JSON to write]. Prints what is wrong, a line each."""

import sys
import warnings

from prov.model import ProvDocument

warnings.simplefilter("ignore")


def unified(name, **how):
    """The records of a file, merged as PROV-CONSTRAINTS asks; raises where they cannot be."""
    document = ProvDocument.deserialize(f"{sys.argv[1]}/{name}", **how)
    return document, set(document.unified().get_records())


def without_short_forms(records):
    """PROV-O tells a relation in short beside its full form; PROV-N tells it once."""

    def ends(record):
        return (record.get_type(), *record.args[:2])

    full = {ends(record) for record in records if record.is_relation() and record.identifier}
    return {record for record in records if not record.is_relation() or record.identifier or ends(record) not in full}


document, notation = unified("prov.provn", format="provn", profile="strict")
if len(sys.argv) > 2:
    document.serialize(sys.argv[2], format="json")
for name, syntax in [("prov.ttl", "turtle"), ("prov.jsonld", "json-ld")]:
    records = without_short_forms(unified(name, format="rdf", rdf_format=syntax)[1])
    for record in notation - records:
        print(f"{name} lacks {record}")
    for record in records - notation:
        print(f"prov.provn lacks {record}, which {name} has")
bundles = list(unified("prov.trig", format="rdf", rdf_format="trig")[0].bundles)
if len(bundles) != 1 or len(without_short_forms(set(bundles[0].unified().get_records()))) != len(notation):
    print("prov.trig has not one bundle with as many records")
