"""What is fast, measured: `python -m benchmarks` prints one JSON document; each file is one subject.

Every subject names a rival that does the same work in the same run, so that the ratio means something on any machine.
To add one, write a file with a `main()` that prints one JSON object, and name it in `__main__.py`.
"""
