"""A release over HTTP: the only folder that knows Litestar and the server."""
