"""Template tags: text in both languages."""

from django import template

from amparo.ledger.text import t as bilingual

register = template.Library()


@register.simple_tag
def t(es: str, en: str, **named: object) -> str:
    """Return the text in the reader's language: `{% t "Quedan {n} horas" "{n} hours left" n=hours %}`."""
    return str(bilingual(es, en, **named))
