"""The benchmark behind `make bench`: ours beside a raw ASGI callable, nginx and FastAPI, in one run.

Rules
1. Ratios, never absolute figures: each is the median over rounds of two samples taken one right after the other.
2. The servers share one core and the load generator has another; a server that is not being measured is stopped.
3. Every control answers with what ours answered a moment before: the same status, headers and bytes, checked first.
4. Timing is never asserted: a goal that is missed is printed as missed, and the run still succeeds.
5. Everything listens on 127.0.0.1 only, and nothing outlives the run.

    run -> __main__ -> measure -> stage (tools, project, subjects, servers)   what is measured, with what
                               -> starts, load, quiet, results               how it is measured
                    -> report                                                print it, write it
    stage starts: vertebra; raw_app and fastapi_app (by granian_server); nginx (by nginx_conf)
"""
