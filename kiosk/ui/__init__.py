"""The Qt side of the process: engine, translator, images, idle and input."""
