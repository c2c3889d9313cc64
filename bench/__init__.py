"""What `make bench` measures: each figure beside a floor taken in the same run, since machines are shared and noisy."""
