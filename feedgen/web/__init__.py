"""HTTP: routes, headers, and what is kept ready."""
