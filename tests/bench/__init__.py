"""The benchmark behind `make bench` and `make bench-scale`: ours beside others, and ours with ever more topics.

Rules
1. Ratios, never absolute figures, where there is something to compare with: medians of two samples taken one right after
   the other. The servers share one core, the load generator has another, and a server that is not measured is stopped.
2. Every control answers with what ours answered a moment before: the same status, headers and bytes, checked first.
3. A sample that others on the machine disturbed is taken again, a bounded number of times; what stays disturbed is said.
4. Timing is never asserted: a goal that is missed is printed as missed, and the run still succeeds.
5. Ours is measured over HTTP and by its command line alone; all listens on 127.0.0.1, and nothing outlives the run.

    __main__ -> compare -> subjects -> servers -> machine     ours beside raw_app, fastapi_app (by control) and nginx
             -> scale   -> servers -> machine                 ours with 1, 10, 100 and 1,000 topics
    both tell `report.Figure`s
"""
