#!/usr/bin/env python3
"""Prints the bill of materials of kepi as CycloneDX 1.5: the crates that end up in the program.

    python3 tests/tools/sbom.py > kepi.cdx.json

The same lock file gives the same bytes: no time and no random number stands in it.
"""

import json
import os
import subprocess

HASHES = {"sha256": "SHA-256"}


def metadata():
    command = [os.environ.get("CARGO", "cargo"), "metadata", "--locked", "--offline", "--format-version", "1"]
    command += ["--filter-platform", "x86_64-unknown-linux-gnu"]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def checksums():
    """The checksum of each crate, as Cargo.lock has it."""
    sums, name, version = {}, None, None
    for line in open("Cargo.lock", encoding="utf-8"):
        key, _, value = line.strip().partition(" = ")
        value = value.strip('"')
        if key == "name":
            name = value
        elif key == "version":
            version = value
        elif key == "checksum":
            sums[name, version] = value
    return sums


def main():
    everything = metadata()
    packages = {package["id"]: package for package in everything["packages"]}
    nodes = {node["id"]: node for node in everything["resolve"]["nodes"]}
    root = everything["resolve"]["root"]
    seen, waiting = set(), [root]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        for needed in nodes[one]["deps"]:
            if any(kind["kind"] is None for kind in needed["dep_kinds"]):
                waiting.append(needed["pkg"])
    sums = checksums()

    def component(package, kind):
        name, version = package["name"], package["version"]
        purl = f"pkg:cargo/{name}@{version}"
        entry = {"type": kind, "bom-ref": purl, "name": name, "version": version, "purl": purl}
        if package["license"]:
            expression = package["license"].replace("/", " OR ")
            entry["licenses"] = [{"expression": expression}]
        if (name, version) in sums:
            entry["hashes"] = [{"alg": HASHES["sha256"], "content": sums[name, version]}]
        return entry

    parts = sorted((packages[one] for one in seen if one != root), key=lambda p: (p["name"], p["version"]))
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": component(packages[root], "application")},
        "components": [component(package, "library") for package in parts],
    }
    print(json.dumps(bill, indent=1, ensure_ascii=False))


main()
