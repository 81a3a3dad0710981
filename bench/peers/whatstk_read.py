# whatstk (PyPI, GPL-3.0; run beside ours, never linked) on one file.
#   pip install whatstk==0.9.1 && python3 whatstk_read.py FILE
# Its limit of 50 MiB is lifted where it has one. `parsing` counts the call alone,
# which reads the file; `whole` also the start of Python and pandas.
import inspect
import os
import resource
import sys
import time

from whatstk.whatsapp.objects import WhatsAppChat

path = sys.argv[1]
size = os.path.getsize(path) / 1e6
more = {"max_size": None}
before = time.process_time()
try:
    count = len(WhatsAppChat.from_source(path, **more).df)
except Exception as error:  # noqa: BLE001: whatever it says is its answer
    print(f"reads nothing: {type(error).__name__}: {str(error)[:160]}")
    sys.exit()
all_of_it = time.process_time()
seconds = all_of_it - before
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(
    f"{count} entries\tparsing {size / seconds:.1f} MB and {count / seconds:.0f} messages per CPU s"
    f"\twhole {size / all_of_it:.1f} MB and {count / all_of_it:.0f} messages per CPU s\t{memory} MB at most"
)
