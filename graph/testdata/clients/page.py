#!/usr/bin/env python3
"""Writes every relationship of a Kommungraf as CSV: the example to copy for a script that keeps a system in step.

    ./page.py https://kommungraf.example.org > relationships.csv
    ./page.py https://kommungraf.example.org --since 1042 > changed.csv

It needs Python 3.8 or newer and nothing else. The last line on standard error gives the revision to pass to --since
the next time. Without --since it writes what may hold today; with it everything that changed, also what has ended or
was withdrawn.
"""

import argparse
import csv
import gzip
import json
import sys
import time
import urllib.error
import urllib.request

QUERY = """
query Relationships($where: RelationshipFilter!, $after: Cursor) {
  knowledgeBase { revision }
  relationships(first: 200, after: $after, where: $where) {
    totalCount
    pageInfo { hasNextPage endCursor }
    edges { node { id type from { slug } to { slug } validFrom validTo ending status confidence revision } }
  }
}
"""
STATUSES = ["ASSERTED", "CONFIRMED", "DISPUTED", "WITHDRAWN"]
COLUMNS = ["id", "type", "from", "to", "validFrom", "validTo", "ending", "status", "confidence", "revision"]
TRIES = 5


def ask(url, query, variables):
    """Sends one query and returns its data. Waits and tries again as long as the server asks for patience."""
    request = urllib.request.Request(
        url.rstrip("/") + "/graphql",
        data=json.dumps({"query": query, "variables": variables}).encode(),
        headers={
            "Content-Type": "application/json",
            "Accept": "application/graphql-response+json, application/json;q=0.9",
            "Accept-Encoding": "gzip",
            "User-Agent": "kommungraf-page/1.0",
        },
    )
    for attempt in range(1, TRIES + 1):
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                answer = read(response)
        except urllib.error.HTTPError as refusal:
            if refusal.code in (429, 503) and attempt < TRIES:
                time.sleep(patience(refusal.headers.get("Retry-After"), attempt))
                continue
            answer = read(refusal)
        if answer.get("errors"):
            raise SystemExit("\n".join(e["message"] for e in answer["errors"]))
        return answer["data"]


def read(response):
    """The JSON of an answer, or an error with its status when it is none, as from a proxy in between."""
    body = response.read()
    if response.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    try:
        return json.loads(body)
    except ValueError:
        return {"errors": [{"message": f"{response.status} from {response.url}, not an answer in JSON"}]}


def patience(retry_after, attempt):
    """How many seconds to wait: what the server says, a little longer each time when it does not."""
    return min(int(retry_after), 300) if (retry_after or "").isdigit() else 2**attempt


def relationships(url, where):
    """Yields the pages one after the other, each with the revision at which it was read."""
    after = None
    while True:
        data = ask(url, QUERY, {"where": where, "after": after})
        page = data["relationships"]
        yield data["knowledgeBase"]["revision"], page["totalCount"], [edge["node"] for edge in page["edges"]]
        if not page["pageInfo"]["hasNextPage"]:
            return
        after = page["pageInfo"]["endCursor"]


def main():
    parser = argparse.ArgumentParser(description="Writes every relationship as CSV.")
    parser.add_argument("url", help="address of the server, as in http://localhost:8080")
    parser.add_argument("--since", type=int, metavar="REVISION", help="only what changed after this revision")
    options = parser.parse_args()
    where = {}
    if options.since is not None:
        where = {"changedAfterRevision": options.since, "validity": "ANY", "status": STATUSES}

    rows = csv.DictWriter(sys.stdout, COLUMNS)
    rows.writeheader()
    ids, revisions, total, written = set(), [], 0, 0
    for revision, total, nodes in relationships(options.url, where):
        revisions.append(revision)
        for node in nodes:
            ids.add(node["id"])
            rows.writerow({**node, "from": node["from"]["slug"], "to": node["to"]["slug"]})
        written += len(nodes)

    print(f"{written} relationships, {len(ids)} distinct, {total} counted, {len(revisions)} pages", file=sys.stderr)
    if revisions[0] == revisions[-1] and not written == len(ids) == total:
        raise SystemExit("the pages do not hold each relationship once")
    # Someone may have written meanwhile: what the first page could not see yet is asked for the next time.
    print(f"next time: --since {revisions[0]}", file=sys.stderr)


if __name__ == "__main__":
    main()
