"""What the figures in the README come from: each benchmark measures ours beside a reference, in one run."""
