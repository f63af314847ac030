"""The running program without a face: workspace, session list, interview, settings."""
