"""How files come from an origin and go to one: https, http, s3 or a folder, through one client."""
