"""python -m benchmarks: run all benchmarks, or those named."""

if __name__ == "__main__":
    # Imported here: the processes that an import or a rebuild starts read this file again, and need nothing of it.
    from benchmarks.command_line import run

    run()
