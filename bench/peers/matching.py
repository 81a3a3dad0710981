#!/usr/bin/env python3
"""Matching contacts to records, beside two others, on a generator that is not ours to tune: the prototype's.

  matching.py CONTACTS_BINARY FIXTURES [seeds]          how well, on the prototype's generator (sim.py)
  matching.py CONTACTS_BINARY FIXTURES speed [contacts]  how fast: the prototype's solver, and scipy's with its costs

The binary is `cargo build --release -p telecom --example contacts`; FIXTURES holds bills/sim.py.
Times are processor seconds of one core. scipy is used where it is installed (`pip install scipy` in an environment of its own); otherwise it says so."""
import collections, os, re, resource, subprocess, sys, tempfile, time

binary, fixtures = sys.argv[1], sys.argv[2]
sys.path.insert(0, os.path.join(fixtures, "bills"))
import sim  # noqa: E402


def ours(bill, notes, num):
    """Links of our matcher, the minutes it says the clock is ahead, and the processor seconds of its whole run."""
    with tempfile.TemporaryDirectory() as folder:
        contacts, records = os.path.join(folder, "contacts"), os.path.join(folder, "records")
        with open(contacts, "w") as out:
            for b in bill:
                print(b["id"], b["w"], b["num"], b["t"], b["mins"], sep=",", file=out)
        show = lambda x: "-" if x is None else x
        with open(records, "w") as out:
            for n in notes:
                print(n["id"], n["w"], num[n["cl"]], show(n["num"]), n["day"], show(n["t"]), show(n["mins"]), sep=",", file=out)
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        done = subprocess.run([binary, "csv", contacts, records], capture_output=True, text=True, check=True)
    links = dict(map(int, line.split(",")) for line in done.stdout.split())
    said = re.search(r"clocks ahead \[(.*)\]", done.stderr)
    return links, said.group(1), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def by_scipy(bill, notes, num, gap=3.0):
    """The prototype's blocks and costs, solved by scipy's linear_sum_assignment."""
    import numpy
    from scipy.optimize import linear_sum_assignment
    calls, about, link = collections.defaultdict(list), collections.defaultdict(list), {}
    for b in bill:
        calls[(b["w"], b["num"])].append(b)
    for n in notes:
        for x in sim.cand_nums(n, num):
            about[(n["w"], x)].append(n)
    for key, bs in calls.items():
        ns = about.get(key, [])
        if not ns:
            continue
        table = numpy.full((len(bs) + len(ns),) * 2, 0.0)
        table[: len(bs), len(ns):] = gap
        table[len(bs):, : len(ns)] = gap
        for i, b in enumerate(bs):
            for j, n in enumerate(ns):
                c = sim.cost(b, n)
                table[i, j] = c if c is not None and c < 2 * gap else 1e6
        for i, j in zip(*linear_sum_assignment(table)):
            if i < len(bs) and j < len(ns) and table[i, j] < 1e6:
                link[bs[i]["id"]] = ns[j]["id"]
    return link


def line(name, scores, more=""):
    mean = [sum(s[i] for s in scores) / len(scores) for i in range(5)]
    print(f"{name:38} P {mean[0]:.3f} R {mean[1]:.3f} F1 {mean[2]:.3f} (worst {min(s[2] for s in scores):.3f})  link P {mean[3]:.3f} R {mean[4]:.3f} {more}")


def quality(seeds):
    for ahead in (0, -60, 240, 300, -210):
        theirs, mine, clocks = [], [], set()
        for seed in seeds:
            bill, notes, truth, num = sim.gen(seed)
            for b in bill:
                b["t"] += ahead
            if ahead == 0:
                theirs.append(sim.score(sim.m_align(bill, notes, num), truth, bill))
            links, said, _ = ours(bill, notes, num)
            clocks.add(said)
            mine.append(sim.score(links, truth, bill))
        if theirs:
            line("prototype, its own generator", theirs)
        line(f"ours, its generator, clock {ahead:+}", mine, f"clocks found {sorted(clocks)}")


def speed(contacts):
    # As many workers as it takes; the same office otherwise.
    bill, notes, truth, num = sim.gen(0, n_workers=max(1, contacts // 256))
    links, _, spent = ours(bill, notes, num)
    print(f"ours                    {len(bill)} contacts, {len(notes)} records: {spent:.2f} s, F1 {sim.score(links, truth, bill)[2]:.3f} (reading the files, learning, deciding)")
    try:
        begin = time.process_time()
        links = by_scipy(bill, notes, num)
        import scipy
        print(f"scipy {scipy.__version__:18}{time.process_time() - begin:.2f} s, F1 {sim.score(links, truth, bill)[2]:.3f} (costs of the prototype in Python, assignment in C++)")
    except ImportError:
        print("scipy                   is not installed: not measured")
    begin = time.process_time()
    links = sim.m_align(bill, notes, num)
    print(f"the prototype           {time.process_time() - begin:.2f} s, F1 {sim.score(links, truth, bill)[2]:.3f} (all in Python)")


if len(sys.argv) > 3 and sys.argv[3] == "speed":
    speed(int(sys.argv[4]) if len(sys.argv) > 4 else 100_000)
else:
    quality(range(11, 11 + (int(sys.argv[3]) if len(sys.argv) > 3 else 20)))
