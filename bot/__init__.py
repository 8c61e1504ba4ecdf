"""The assistant itself: services, writers, handlers, rendering, commands."""
