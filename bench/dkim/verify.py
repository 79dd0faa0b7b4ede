#!/usr/bin/env python3
"""Verifies every DKIM signature of messages with dkimpy (Debian: python3-dkim, python3-nacl), the DNS played by a file.

usage: verify.py RECORDS MESSAGE...      RECORDS: lines of NAME, a tab, the TXT record
Prints one line a signature, "MESSAGE d= s= ok" or "... fail", and exits 1 when one fails or a message has none.
"""
import sys

try:
    import dkim
    import nacl.signing  # noqa: F401  dkimpy needs it for Ed25519
except ImportError as e:
    print("missing", e.name)
    sys.exit(0)

records = dict(line.rstrip("\n").split("\t", 1) for line in open(sys.argv[1]))


def dns(name, timeout=5):
    return records.get(name.decode().rstrip("."), "").encode()


bad = 0
for path in sys.argv[2:]:
    message = dkim.DKIM(open(path, "rb").read())
    signatures = [h for h in message.headers if h[0].lower() == b"dkim-signature"]
    bad += not signatures
    for i, (_, value) in enumerate(signatures):
        try:
            good = message.verify(idx=i, dnsfunc=dns)
        except dkim.DKIMException as e:
            good = False
            print(e, file=sys.stderr)
        bad += not good
        tags = dkim.util.parse_tag_value(value)
        print(path, tags[b"d"].decode(), tags[b"s"].decode(), "ok" if good else "fail")
sys.exit(1 if bad else 0)
