"""The subcommands of `kiosk`, one module each; `kiosk.cli` loads the one that is asked for."""
