"""What the domain may refuse, in sentences that a citizen can read."""


class Refused(Exception):
    """The town's rules refuse this; the sentence says what, why and what to do. Nothing was written."""

    status = 409

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NotAllowed(Refused):
    """This person may not do this."""

    status = 403


class TooOften(Refused):
    """A rate limit: try again after `retry_after` seconds."""

    status = 429

    def __init__(self, sentence: str, *, retry_after: int) -> None:
        super().__init__(sentence)
        self.retry_after = retry_after
