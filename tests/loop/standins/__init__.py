"""Programs that stand in for gh, kubectl, curl, mysql and upload-artifact: they check what they are sent.

Each is a `main(args, folder)`. `folder` holds what they know (`github.json`, `web.json`, `cluster.json`) and
`calls.jsonl`, a line for every call. What the real program, or the service behind it, would not take is
refused, and recorded as refused; a run with a refused call fails its test.
"""
