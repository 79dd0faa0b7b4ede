"""The tables: medians over the rounds, ratios of the same round."""
import statistics


def median(values):
    values = [value for value in values if value is not None]
    return statistics.median(values) if values else None


def figure(value, form="{:,.0f}"):
    return "" if value is None else form.format(value)


def ratio(rows, others, key):
    """Median over the rounds of ours / theirs, both of the same round: what slows the machine down slows both."""
    theirs = {row["round"]: row.get(key) for row in others}
    pairs = [(row.get(key), theirs.get(row["round"])) for row in rows]
    return figure(median(a / b for a, b in pairs if a and b), "{:.2f}")


def table(results):
    """Of the runs under full load. results: dictionaries with case, server, round, accepted, delivered, cpu, rss, pss, load."""
    out = ["| case | server | accepted/s | to Postfix | to direct | delivered/s | to Postfix | to direct | CPU, ms a mail | to Postfix | peak RSS (PSS), MB | load |",
           "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"]
    for case in dict.fromkeys(row["case"] for row in results):
        rows = [row for row in results if row["case"] == case]
        servers = {name: [row for row in rows if row["server"] == name] for name in dict.fromkeys(row["server"] for row in rows)}
        for name, own in servers.items():
            postfix, direct = servers.get("Postfix", []), servers.get("direct", [])
            to_postfix = lambda key: "" if name in ("Postfix", "direct") else ratio(own, postfix, key)
            to_direct = lambda key: "" if name == "direct" else ratio(own, [{**row, key: row["accepted"]} for row in direct], key)
            middle = lambda key: median(row.get(key) for row in own)
            memory = f"{middle('rss'):,.0f} ({middle('pss'):,.0f})" if middle("rss") else ""
            cells = [case, name, figure(middle("accepted")), to_postfix("accepted"), to_direct("accepted"), figure(middle("delivered")), to_postfix("delivered"),
                     to_direct("delivered"), figure(middle("cpu"), "{:.2f}"), to_postfix("cpu"), memory, figure(middle("load"), "{:.1f}")]
            out.append("| " + " | ".join(cells) + " |")
    return "\n".join(out)


def latency_table(results):
    out = ["| at 30 % load | server | mails/s | from 250 to arrival, p50, ms | p99, ms | from the last octet sent to arrival, p50, ms | to Postfix | p99, ms | to Postfix | load |",
           "| --- " * 10 + "|"]
    for name in dict.fromkeys(row["server"] for row in results):
        own, postfix = ([row for row in results if row["server"] == one] for one in (name, "Postfix"))
        middle = lambda key: median(row[key] for row in own)
        cells = [own[0]["case"], name, figure(middle("rate")), figure(middle("p50"), "{:.1f}"), figure(middle("p99"), "{:.1f}"),
                 *(word for key in ("whole50", "whole99") for word in (figure(middle(key), "{:.1f}"), "" if name == "Postfix" else ratio(own, postfix, key))), figure(middle("load"), "{:.1f}")]
        out.append("| " + " | ".join(cells) + " |")
    return "\n".join(out)
