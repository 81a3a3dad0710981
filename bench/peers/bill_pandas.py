"""The peer of `telecom`'s figures: the same questions with pandas and phonenumbers.

    python3 bench/peers/bill_pandas.py FOLDER      (FOLDER/bill.csv from the example `figures`)

Prints how many numbers phonenumbers reads a second, and how long pandas with phonenumbers takes
to read the million rows, class their numbers, rate the calls under the sample plan, and find wrong
prices and exact duplicates: a small part of what ours checks. Each number is classed once.
Times are processor seconds.
"""
import sys
import time

try:
    import pandas as pd
    import phonenumbers
except ImportError as e:
    print(f"peer: pandas + phonenumbers\tnot installed here ({e.name}): not measured")
    sys.exit(0)

LOCAL = ("613", "343", "81977", "873")


def reach(text):
    try:
        n = phonenumbers.parse(text, "CA")
    except phonenumbers.NumberParseException:
        return "unknown"
    if not phonenumbers.is_valid_number(n):
        return "unknown"
    kind = phonenumbers.number_type(n)
    if kind == phonenumbers.PhoneNumberType.TOLL_FREE:
        return "toll_free"
    if kind == phonenumbers.PhoneNumberType.PREMIUM_RATE:
        return "premium"
    region = phonenumbers.region_code_for_number(n)
    if region == "CA":
        return "local" if str(n.national_number).startswith(LOCAL) else "national"
    return "us" if region == "US" else "international"


def main(folder):
    begin = time.process_time()
    t = pd.read_csv(f"{folder}/bill.csv", dtype={"number": "string", "line": "string", "charge": "string"})
    t = t[t["date"].str.len() == 10].copy()  # the last line is the total
    t["when"] = pd.to_datetime(t["date"] + " " + t["time"], format="%Y-%m-%d %H:%M:%S")
    t["cents"] = (t["charge"].str.replace(".", "", regex=False)).astype("int64")
    read = time.process_time() - begin

    sample = t["number"].dropna().head(50_000).tolist()
    begin = time.process_time()
    for text in sample:
        reach(text)
    each = (time.process_time() - begin) / len(sample)

    begin = time.process_time()
    numbers = t["number"].dropna().unique()
    table = {n: reach(n) for n in numbers}
    t["reach"] = t["number"].map(table)
    far = (t["service"] == "voice") & (t["direction"] == "out") & t["reach"].isin(["national", "us"])
    minutes = -(-t["seconds"] // 60)
    wrong = far & (t["cents"] != minutes * 10) & (t["cents"] != minutes * 20)
    same = t[t["service"] == "voice"].duplicated(["line", "when", "direction", "number", "seconds", "cents"])
    checked = time.process_time() - begin
    print(f"peer: pandas {pd.__version__} + phonenumbers {phonenumbers.__version__}\tnumbers {1 / each:,.0f}/s\tread {read:.2f} s\tclassed, rated, 2 checks {checked:.2f} s\tall {read + checked:.2f} s\t{int(far.sum())} far, {int(wrong.sum())} at a wrong price, {int(same.sum())} duplicates, {len(numbers)} different numbers")


main(sys.argv[1])
