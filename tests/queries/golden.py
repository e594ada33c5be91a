"""Expected answers of the catalogue's examples: ``python -m tests.queries.golden`` writes them anew.

Read the difference against the records before you keep it: these files are what the queries are held to.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from queries import Engine, catalogue

FOLDER = Path(__file__).parent / "expected"


def answer_of(engine: Engine, name: str) -> dict[str, Any]:
    query = catalogue()[name]
    answer = engine.run(name, query.header.example)
    return {"parameters": query.header.example, "question": answer.question, "rows": [dict(r) for r in answer.rows]}


def text_of(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def write(engine: Engine) -> None:
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.json"):
        old.unlink()
    for name in catalogue():
        (FOLDER / f"{name}.json").write_text(text_of(answer_of(engine, name)), encoding="utf-8")


if __name__ == "__main__":
    import graph_build
    import queries

    with tempfile.TemporaryDirectory() as folder:
        write(queries.open(graph_build.build(out=Path(folder) / "graph")))
