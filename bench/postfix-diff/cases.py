"""The dialogues: odd, but legal or in everyday use. A case is a name and steps of (octets, how many replies follow)."""

SENDERS = {  # what stands between MAIL FROM: and the end
    "plain": "<a@b.example>", "null": "<>", "upper-domain": "<a@B.EXAMPLE>", "mixed-local": "<A.b@b.example>",
    "plus": "<a+tag@b.example>", "slash": "<a/b=c@b.example>", "marks": "<!#$%&'*+-/=?^_`{|}~@b.example>",
    "percent": "<a%c@b.example>", "bang": "<x!a@b.example>", "quoted": '<"a b"@b.example>', "quoted-at": '<"a@c"@b.example>',
    "quoted-bracket": '<"a>b"@b.example>', "quoted-escape": '<"a\\"b"@b.example>', "quoted-needless": '<"a"@b.example>',
    "quoted-empty": '<""@b.example>', "dots-inside": "<a..b@b.example>", "dot-first": "<.a@b.example>",
    "dot-last": "<a.@b.example>", "domain-dot-last": "<a@b.example.>", "digit-domain": "<a@1.example>",
    "hyphens": "<a@b--c.example>", "ace": "<a@xn--mller-kva.example>", "underscore-domain": "<a@b_c.example>",
    "one-label": "<a@localhost>", "no-domain": "<a>", "literal4": "<a@[192.0.2.1]>", "literal6": "<a@[IPv6:2001:db8::1]>",
    "literal-bare6": "<a@[2001:db8::1]>", "route": "<@r.example:a@b.example>", "route-two": "<@r.example,@s.example:a@b.example>",
    "local-64": "<" + "l" * 64 + "@b.example>", "local-100": "<" + "l" * 100 + "@b.example>",
    "domain-200": "<a@" + ("d" * 49 + ".") * 4 + "example>", "label-63": "<a@" + "d" * 63 + ".example>",
    "space-behind-colon": " <a@b.example>", "spaces-behind-colon": "   <a@b.example>", "no-brackets": "a@b.example",
    "space-inside": "< a@b.example >", "two-ats": "<a@c@b.example>", "srs": "<SRS0=AbC=XY=c.example=u@b.example>",
    "verp": "<list-bounces+u=c.example@b.example>", "space-at-end": "<a@b.example> ",
}
PARAMETERS = {
    "size": "SIZE=1000", "size-zero": "SIZE=0", "size-lower": "size=1000", "size-exact-limit": "SIZE=10000000",
    "size-over": "SIZE=10000001", "size-20-digits": "SIZE=99999999999999999999", "body-7bit": "BODY=7BIT",
    "body-8bit": "BODY=8BITMIME", "body-lower": "body=8bitmime", "size-and-body": "SIZE=1000 BODY=8BITMIME",
    "body-then-size": "BODY=7BIT SIZE=5", "two-spaces": " SIZE=1000", "utf8": "SMTPUTF8", "utf8-and-body": "BODY=8BITMIME SMTPUTF8",
    "ret-full": "RET=FULL", "ret-hdrs": "RET=HDRS", "ret-lower": "ret=hdrs", "envid": "ENVID=QQ314159", "envid-xtext": "ENVID=a+2Bb+3Dc",
    "ret-and-envid": "RET=HDRS ENVID=x", "all": "SIZE=1000 BODY=8BITMIME RET=HDRS ENVID=x", "auth-null": "AUTH=<>",
    "auth-xtext": "AUTH=e+3Dmc2@b.example", "auth-plain": "AUTH=a@b.example", "binarymime": "BODY=BINARYMIME",
    "unknown": "XNOSUCH=1", "unknown-alone": "XNOSUCH", "by": "BY=120;R", "size-twice": "SIZE=1 SIZE=2", "size-empty": "SIZE=",
}
RCPT_PARAMETERS = {
    "notify-never": "NOTIFY=NEVER", "notify-all": "NOTIFY=SUCCESS,FAILURE,DELAY", "notify-lower": "notify=failure",
    "orcpt": "ORCPT=rfc822;c@d.example", "orcpt-xtext": "ORCPT=rfc822;c+2Bt@d.example", "both": "NOTIFY=FAILURE ORCPT=rfc822;c@d.example",
    "notify-mixed-never": "NOTIFY=NEVER,FAILURE", "unknown": "XNOSUCH=1", "space-at-end": " ",
}
GREETINGS = {
    "name": "EHLO client.example", "lower": "ehlo client.example", "mixed": "EhLo client.example", "helo": "HELO client.example",
    "one-label": "EHLO client", "literal": "EHLO [127.0.0.1]", "literal6": "EHLO [IPv6:::1]", "ip-bare": "EHLO 127.0.0.1",
    "underscore": "EHLO my_pc", "dot-last": "EHLO client.example.", "long": "EHLO " + "c" * 60 + ".example", "two-spaces": "EHLO  client.example",
    "space-at-end": "EHLO client.example ", "two-words": "EHLO client example", "no-name": "EHLO", "helo-literal": "HELO [127.0.0.1]",
    "ace": "EHLO xn--mller-kva.example", "digits": "EHLO 4711", "hyphen-last": "EHLO client-", "helo-no-name": "HELO",
}
HEADER = "From: <a@b.example>\r\nTo: <c@d.example>\r\nSubject: case-%N%\r\nDate: Tue, 24 Nov 2026 12:00:00 +0100\r\nMessage-ID: <%N%@b.example>\r\n"
BODIES = {  # the whole message; dots are stuffed when it is sent
    "plain": HEADER + "\r\nHallo\r\n", "empty-body": HEADER + "\r\n", "no-blank-line": HEADER, "header-only-subject": "Subject: case-%N%\r\n\r\nx\r\n",
    "no-header": "\r\ncase-%N%\r\n", "text-at-once": "case-%N% is no header\r\nx\r\n", "folded-first": " folded\r\nSubject: case-%N%\r\n\r\nx\r\n",
    "dot": HEADER + "\r\n.\r\n", "dots": HEADER + "\r\n..\r\n...\r\n.x\r\nx.\r\n", "dot-lines": HEADER + "\r\n" + ".\r\n" * 50,
    "dot-in-header": ".X: y\r\n" + HEADER + "\r\nx\r\n", "blank-lines": HEADER + "\r\n\r\n\r\n\r\nx\r\n\r\n\r\n", "spaces-at-end": HEADER + "\r\nx   \r\n\t\r\n",
    "tabs": HEADER + "\r\n\tx\ty\r\n", "line-998": HEADER + "\r\n" + "x" * 998 + "\r\n", "line-999": HEADER + "\r\n" + "x" * 999 + "\r\n",
    "line-2048": HEADER + "\r\n" + "x" * 2048 + "\r\n", "line-5000": HEADER + "\r\n" + "x" * 5000 + "\r\n", "line-70000": HEADER + "\r\n" + "x" * 70000 + "\r\n",
    "header-line-998": HEADER + "X-L: " + "x" * 993 + "\r\n\r\nx\r\n", "header-line-3000": HEADER + "X-L: " + "x" * 2995 + "\r\n\r\nx\r\n",
    "folded": HEADER + "X-F: a\r\n b\r\n\tc\r\n\r\nx\r\n", "folded-500": HEADER + "X-F: a\r\n" + " b\r\n" * 500 + "\r\nx\r\n", "empty-field": HEADER + "X-E:\r\n\r\nx\r\n",
    "space-before-colon": HEADER + "X-S : y\r\n\r\nx\r\n", "same-field-twice": HEADER + "X-T: 1\r\nX-T: 2\r\n\r\nx\r\n", "two-froms": "From: <z@b.example>\r\n" + HEADER + "\r\nx\r\n",
    "bcc": HEADER + "Bcc: <g@d.example>\r\n\r\nx\r\n", "return-path": "Return-Path: <x@b.example>\r\n" + HEADER + "\r\nx\r\n", "received": "Received: from x by y; Tue, 24 Nov 2026 12:00:00 +0100\r\n" * 20 + HEADER + "\r\nx\r\n",
    "received-60": "Received: from x by y; Tue, 24 Nov 2026 12:00:00 +0100\r\n" * 60 + HEADER + "\r\nx\r\n", "delivered-to": "Delivered-To: other@d.example\r\n" + HEADER + "\r\nx\r\n",
    "no-date": "From: <a@b.example>\r\nSubject: case-%N%\r\n\r\nx\r\n", "no-from": "To: <c@d.example>\r\nSubject: case-%N%\r\n\r\nx\r\n", "from-line": "From a@b.example Tue Nov 24 12:00:00 2026\r\n" + HEADER + "\r\nx\r\n",
    "utf8-body": HEADER + "\r\nGr\u00fc\u00dfe\r\n", "utf8-header": HEADER + "X-U: Gr\u00fc\u00dfe\r\n\r\nx\r\n", "latin1": HEADER + "\r\nGr\udcfc\udcdfe\r\n", "form-feed": HEADER + "\r\na\fb\vc\bd\x07e\r\n",
    "escape": HEADER + "\r\n\x1b[2J\x7f\r\n", "mime": HEADER + "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n",
    "boundary-dots": HEADER + "Content-Type: multipart/mixed; boundary=\".\"\r\n\r\n--.\r\n\r\nx\r\n--.--\r\n", "commands": HEADER + "\r\nQUIT\r\nRSET\r\nMAIL FROM:<x@y.example>\r\n",
    "large": HEADER + "\r\n" + ("x" * 70 + "\r\n") * 30000, "many-fields": HEADER + "".join(f"X-{n}: y\r\n" for n in range(900)) + "\r\nx\r\n", "many-recipients-header": HEADER + "Cc: " + ",\r\n ".join(f"r{n}@d.example" for n in range(500)) + "\r\n\r\nx\r\n",
}
HELLO, FROM, TO, DATA = "EHLO client.example", "MAIL FROM:<a@b.example>", "RCPT TO:<c@d.example>", "DATA"
SEQUENCES = {  # lines, each waited for; BODY is a message
    "mail-before-hello": [FROM, TO], "rcpt-before-mail": [HELLO, TO, FROM, TO], "data-before-rcpt": [HELLO, FROM, DATA, TO], "data-before-mail": [HELLO, DATA],
    "mail-twice": [HELLO, FROM, FROM, TO, DATA, "BODY"], "rset": [HELLO, FROM, TO, "RSET", DATA, FROM, TO, DATA, "BODY"], "rset-first": ["RSET", HELLO, "RSET", "RSET"],
    "noop-everywhere": ["NOOP", HELLO, "NOOP", FROM, "NOOP", TO, "NOOP", DATA, "BODY", "NOOP"], "noop-word": [HELLO, "NOOP hello there"], "rset-word": [HELLO, "RSET x"],
    "quit-word": [HELLO, "QUIT x"], "data-word": [HELLO, FROM, TO, "DATA x"], "quit-early": ["QUIT"], "ehlo-again": [HELLO, HELLO, FROM, TO, DATA, "BODY"],
    "ehlo-in-mail": [HELLO, FROM, TO, HELLO, DATA], "helo-then-ehlo": ["HELO c", HELLO, FROM, TO, DATA, "BODY"], "two-mails": [HELLO, FROM, TO, DATA, "BODY", FROM, TO, DATA, "BODY"],
    "ten-mails": [HELLO] + [FROM, TO, DATA, "BODY"] * 10, "vrfy": [HELLO, "VRFY c@d.example"], "vrfy-nobody": [HELLO, "VRFY"], "vrfy-brackets": [HELLO, "VRFY <c@d.example>"], "vrfy-before-hello": ["VRFY c@d.example"],
    "expn": [HELLO, "EXPN list"], "help": [HELLO, "HELP"], "help-word": [HELLO, "HELP MAIL"], "turn": [HELLO, "TURN"], "send": [HELLO, "SEND FROM:<a@b.example>"], "etrn": [HELLO, "ETRN d.example"],
    "bdat": [HELLO, "BDAT 0 LAST"], "xclient": [HELLO, "XCLIENT NAME=x"], "unknown": [HELLO, "XNOSUCH"], "empty-line": [HELLO, ""], "space-line": [HELLO, " "], "space-first": [HELLO, " NOOP"], "space-behind": [HELLO, "NOOP ", "RSET ", "DATA "],
    "tab": [HELLO, "NOOP\tx"], "lower": ["ehlo client.example", "mail from:<a@b.example>", "rcpt to:<c@d.example>", "data", "BODY", "quit"], "mixed-case": [HELLO, "Mail From:<a@b.example>", "Rcpt To:<c@d.example>", "Data", "BODY"],
    "mail-no-colon": [HELLO, "MAIL FROM <a@b.example>"], "mail-space-colon": [HELLO, "MAIL FROM : <a@b.example>"], "mail-no-argument": [HELLO, "MAIL"], "mail-from-nothing": [HELLO, "MAIL FROM:"], "rcpt-from": [HELLO, FROM, "RCPT FROM:<c@d.example>"], "mail-two-spaces": [HELLO, "MAIL  FROM:<a@b.example>"],
    "same-recipient-twice": [HELLO, FROM, TO, TO, DATA, "BODY"], "recipient-case": [HELLO, FROM, TO, "RCPT TO:<C@D.example>", DATA, "BODY"], "bad-then-good-recipient": [HELLO, FROM, "RCPT TO:<>", TO, DATA, "BODY"], "only-bad-recipient": [HELLO, FROM, "RCPT TO:<>", DATA],
    "hundred-recipients": [HELLO, FROM] + [f"RCPT TO:<r{n}@d.example>" for n in range(100)] + [DATA, "BODY"], "null-sender-two-recipients": [HELLO, "MAIL FROM:<>", TO, "RCPT TO:<e@d.example>", DATA, "BODY"],
    "rcpt-postmaster": [HELLO, FROM, "RCPT TO:<postmaster>", DATA, "BODY"], "rcpt-postmaster-upper": [HELLO, FROM, "RCPT TO:<POSTMASTER>", DATA, "BODY"], "starttls-not-offered": [HELLO, "STARTTLS"], "auth-not-offered": [HELLO, "AUTH PLAIN AGEAYg=="],
    "line-512": [HELLO, "NOOP " + "x" * 505], "line-1000": [HELLO, "NOOP " + "x" * 993], "line-2040": [HELLO, "NOOP " + "x" * 2033], "line-4000": [HELLO, "NOOP " + "x" * 3993], "get": ["GET / HTTP/1.0"], "helo-mail-parameter": ["HELO c", FROM + " SIZE=100", TO, DATA, "BODY"],
    "utf8-address": [HELLO, "MAIL FROM:<\u00e4@b.example> SMTPUTF8", "RCPT TO:<\u00f6@d.example>"], "utf8-address-undeclared": [HELLO, "MAIL FROM:<\u00e4@b.example>"], "utf8-domain": [HELLO, "MAIL FROM:<a@m\u00fcller.example> SMTPUTF8"],
    "rset-after-mail": [HELLO, FROM, TO, DATA, "BODY", "RSET", FROM, TO], "quit-in-mail": [HELLO, FROM, TO, "QUIT"], "helo-again-lower": ["HELO c", "helo d", FROM, TO, DATA, "BODY"], "size-then-larger": [HELLO, FROM + " SIZE=10", TO, DATA, "BODY"],
}
BATCHES = {  # lines sent at once (RFC 2920)
    "envelope": [[HELLO], [FROM, TO, DATA], "BODY"], "envelope-and-noop": [[HELLO], ["NOOP", FROM, TO, "NOOP", DATA], "BODY"], "many-recipients": [[HELLO], [FROM] + [f"RCPT TO:<r{n}@d.example>" for n in range(50)] + [DATA], "BODY"],
    "rset-first": [[HELLO], ["RSET", FROM, TO, DATA], "BODY"], "two-mails": [[HELLO], [FROM, TO, DATA], "BODY", [FROM, TO, DATA], "BODY"], "bad-recipient-inside": [[HELLO], [FROM, "RCPT TO:<>", TO, DATA], "BODY"], "mail-refused": [[HELLO], ["MAIL FROM:<a@b.example> XNOSUCH=1", TO]],
    "only-bad-recipient": [[HELLO], [FROM, "RCPT TO:<>", "RSET"]], "quit-last": [[HELLO], [FROM, TO, "RSET", "QUIT"]], "noops": [[HELLO], ["NOOP"] * 200], "hello-and-noop": [["NOOP", "NOOP", "RSET"]], "vrfy-inside": [[HELLO], [FROM, "VRFY c@d.example", TO, "RSET"]],
}
CASE_ENCODING = dict(encoding="utf-8", errors="surrogateescape")


def line(text):
    return (text + "\r\n").encode(**CASE_ENCODING)


def body(text, number):
    message = text.replace("%N%", str(number)).encode(**CASE_ENCODING)
    stuffed = (b"\r\n" + message).replace(b"\r\n.", b"\r\n..")[2:]
    return stuffed + b".\r\n", 1


def mail(number, hello=HELLO, sender=FROM, recipient=TO, text=BODIES["plain"]):
    return [(line(hello), 1), (line(sender), 1), (line(recipient), 1), (line(DATA), 1), body(text, number), (line("QUIT"), 1)]


def batch(number, parts):
    return [body(BODIES["plain"], number) if part == "BODY" else (b"".join(map(line, part)), len(part)) for part in parts]


def cases():
    """All of them as (name, steps), in an order that never changes."""
    made = []

    def add(family, name, steps):
        made.append((f"{family}/{name}", steps(len(made))))

    for name, hello in GREETINGS.items():
        add("greeting", name, lambda n: mail(n, hello=hello))
    for name, path in SENDERS.items():
        add("sender", name, lambda n: mail(n, sender="MAIL FROM:" + path))
        if name != "null":
            add("recipient", name, lambda n: mail(n, recipient="RCPT TO:" + path))
            add("bounce-to", name, lambda n: mail(n, sender="MAIL FROM:<>", recipient="rcpt to:" + path + " NOTIFY=NEVER"))
    for name, parameter in PARAMETERS.items():
        add("mail-parameter", name, lambda n: mail(n, sender=FROM + " " + parameter))
    for name, parameter in RCPT_PARAMETERS.items():
        add("rcpt-parameter", name, lambda n: mail(n, recipient=TO + " " + parameter))
    for name, text in BODIES.items():
        add("message", name, lambda n: mail(n, text=text))
    for name, lines in SEQUENCES.items():
        add("sequence", name, lambda n: batch(n, [each if each == "BODY" else [each] for each in lines]))
    for name, parts in BATCHES.items():
        add("batch", name, lambda n: batch(n, parts))
    return made
