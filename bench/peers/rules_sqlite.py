"""The three rules of the engine's benchmark, asked of SQLite in one batch: the peer beside our figures.

    python3 bench/peers/rules_sqlite.py EVENTS.csv
"""
import csv
import resource
import sqlite3
import sys

H, D = 3600, 86400


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main(path):
    db = sqlite3.connect(":memory:")
    begin = cpu()
    db.execute("create table ev (ts integer, kind text, a integer, b integer)")
    with open(path, newline="") as file:
        db.executemany("insert into ev values (?, ?, ?, ?)", csv.reader(file))
    db.execute("create index ev_by on ev (kind, a, b, ts)")
    db.execute("create index ev_a on ev (kind, a, ts)")
    (events, end) = db.execute("select count(*), max(ts) from ev").fetchone()
    print(f"load\t{events} events\t{cpu() - begin:.2f} CPU s")
    rules = {
        "response": f"""
            select sum(c.ts + {48 * H} < {end}) from ev c where c.kind = 'C' and not exists (
              select 1 from ev n where n.kind = 'N' and n.a = c.a and n.b = c.b and n.ts between c.ts and c.ts + {48 * H})""",
        "renewal": f"""
            select sum(kind <> 'R' and coalesce(next, {end}) > ts + {90 * D}) from (
              select kind, ts, lead(ts) over (partition by a order by ts) as next from ev where kind in ('S', 'P', 'R'))""",
        "precedence": f"""
            select count(*) from ev o where o.kind = 'O' and not exists (
              select 1 from ev m where m.kind = 'M' and m.a = o.a and m.ts between o.ts - {24 * H} and o.ts)""",
    }
    for name, sql in rules.items():
        begin = cpu()
        (missed,) = db.execute(sql).fetchone()
        took = cpu() - begin
        print(f"{name}\tmissed {missed}\t{took:.2f} CPU s\t{events / took / 1e6:.2f} M events/s")


main(sys.argv[1])
