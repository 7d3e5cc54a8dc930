"""How the passwords of a demo are hashed."""

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class FewRounds(PBKDF2PasswordHasher):
    """PBKDF2 in a thousand rounds.

    The passwords of a demo are drawn from 2^96: no number of rounds makes them harder to guess.
    """

    iterations = 1000
