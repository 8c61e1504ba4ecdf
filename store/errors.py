"""What the store refuses.

StoreError
├── NotPermitted     the acting staff member's role may not do this
├── NotFound         no such row within what the actor may see
├── AlreadyWritten   what is to be written once stands already
├── TooLate          what was done stands by now and cannot be taken back
├── StoreUnavailable the database cannot be reached or read, or is none
└── FileRefused      a whole file cannot be read (row errors are reported, not raised)

Each carries a sentence in Chinese fit to show to a user.
"""


class StoreError(Exception):
    """A refusal of the store; ``str()`` is a Chinese sentence."""


class NotPermitted(StoreError):
    """The acting staff member's role may not do this."""


class NotFound(StoreError):
    """Nothing by that name within what the actor may see."""


class AlreadyWritten(StoreError):
    """What is to be written once was written before."""


class TooLate(StoreError):
    """What was done stands by now."""


class StoreUnavailable(StoreError):
    """The database cannot be reached or read, is of another form, or its URL is none."""


class FileRefused(StoreError):
    """The file as a whole is unreadable: wrong format, no header, a missing key column."""
