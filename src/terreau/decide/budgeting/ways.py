"""What each way of voting asks of a person: said once, for the box, for the form that offers it and for the page that explains it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from terreau.decide.budgeting.enums import Channel

TYPED = frozenset({Channel.EMAIL, Channel.LETTER, Channel.PHONE})  # the name is what somebody says it is
SEEN = frozenset({Channel.DESK, Channel.PAPER})  # an agent looks at a document
NAMED = TYPED | SEEN | {Channel.REGISTER}
IN_CLASS = frozenset({Channel.CLASS, Channel.PAPER})  # how a school votes by itself
WITHOUT_RECEIPT = frozenset({Channel.PAPER, Channel.CLASS})


def is_listed(channel: str, *, on_register: bool) -> bool:
    """Must whoever comes this way be on the register?"""
    return channel == Channel.REGISTER or (on_register and channel in TYPED)


@dataclass(frozen=True)
class Ways:
    """The ways of one edition, and what it asks beside them."""

    channels: Collection[str]
    on_register: bool = False
    asks_address: bool = False
    asks_civil: bool = True
    of_a_school: bool = False

    def of(self, wanted: Iterable[str]) -> list[Channel]:
        """Those of `wanted` that this edition has, in the order in which they are always named."""
        return [each for each in Channel if each in set(wanted) and each in self.channels]

    @property
    def listed(self) -> list[Channel]:
        return [each for each in self.of(NAMED) if is_listed(each, on_register=self.on_register)]

    @property
    def unlisted(self) -> list[Channel]:
        return [each for each in self.of(Channel) if each not in self.listed]

    @property
    def invented(self) -> list[Channel]:
        """Where a name that nobody bears would pass."""
        return [each for each in self.of(TYPED) if each not in self.listed]

    @property
    def replaceable(self) -> list[Channel]:
        """Where the voter leaves with the code that replaces a ballot."""
        return [each for each in self.of(Channel) if each not in WITHOUT_RECEIPT]

    @property
    def account_alone(self) -> bool:
        return Channel.EMAIL in self.invented

    @property
    def can_dispute(self) -> bool:
        """Is there a name that somebody else could have used, and a desk to say so?"""
        return self.asks_civil and bool(self.of(NAMED)) and not (self.of_a_school and set(self.channels) <= IN_CLASS)
