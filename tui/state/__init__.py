"""The running program without a face: workspace, worklist, interview, settings."""
