"""Reads a mutation report and prints the score of each file, of the deciders and of everything."""

import json
import pathlib
import sys

NOTICED = {"Killed", "Timeout"}
MISSED = {"Survived", "NoCoverage"}
TARGET = 80.0


def score(mutants):
    noticed = sum(mutant["status"] in NOTICED for mutant in mutants)
    missed = sum(mutant["status"] in MISSED for mutant in mutants)
    return noticed, noticed + missed


def line(name, mutants):
    noticed, total = score(mutants)
    share = f"{100 * noticed / total:6.1f} %" if total else "       -"
    return f"{share}  {noticed:4d} of {total:4d}  {name}"


report = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
files = {pathlib.PurePath(name).as_posix().partition("/LiveSession.Core/")[2]: file["mutants"] for name, file in report["files"].items()}
for name in sorted(files):
    if score(files[name])[1]:
        print(line(name, files[name]))
    for mutant in files[name]:
        if mutant["status"] in MISSED:
            at = mutant["location"]["start"]["line"]
            print(f"            missed: line {at}: {mutant['mutatorName']}: {' '.join(mutant.get('replacement', '').split())[:90]}")

deciders = [mutant for name, mutants in files.items() if name.endswith("Decider.cs") for mutant in mutants]
everything = [mutant for mutants in files.values() for mutant in mutants]
print(line("deciders", deciders))
print(line("everything", everything))

noticed, total = score(deciders)
if not any(mutant["status"] == "Killed" for mutant in everything):
    sys.exit("No change was noticed: the test runner did not run.")
if 100 * noticed < TARGET * total:
    sys.exit(f"The deciders are below {TARGET:.0f} %.")
