"""python.py HOST PORT FROM TO FILE: one whole message over SMTP by smtplib, its bytes untouched."""

import smtplib
import sys

host, port, sender, recipient, file = sys.argv[1:]
with open(file, "rb") as message, smtplib.SMTP(host, int(port), timeout=30) as smtp:
    refused = smtp.sendmail(sender, [recipient], message.read(), mail_options=["BODY=8BITMIME"])
sys.exit(f"refused: {refused}" if refused else 0)
