"""The page: the assistant in a browser, over the use cases and the conversation of the chat."""
