"""The kiosk: a city's services in the visitor's own language, without a network."""
