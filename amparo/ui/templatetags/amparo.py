"""Template tags: text in both languages."""

from django import template
from django.template.base import FilterExpression, Parser, TextNode, Token, token_kwargs
from django.utils.html import conditional_escape

from amparo.ledger.text import t as bilingual

register = template.Library()


@register.simple_tag
def t(es: str, en: str, **named: object) -> str:
    """Return the text in the reader's language.

    `{% t "Quedan {n} horas" "{n} hours left" n=hours %}`.
    """
    return str(bilingual(es, en, **named))


class _Pair(template.Node):
    """A text in both languages between tags: what `{% blockt %}` shows."""

    def __init__(self, es: str, en: str, named: dict[str, FilterExpression], target: str) -> None:
        self.es, self.en, self.named, self.target = es, en, named, target

    def render(self, context: template.Context) -> str:
        """Return the text in the reader's language, or store it in the context.

        It is stored under the name after `as`.
        """
        text = str(bilingual(self.es, self.en, **{name: given.resolve(context) for name, given in self.named.items()}))
        if self.target:
            context[self.target] = text
            return ""
        return conditional_escape(text) if context.autoescape else text


def _read_text(parser: Parser, until: str) -> str:
    """Return the text before the tag `until`, on one line.

    Nothing but text may stand there.
    """
    nodes = parser.parse((until,))
    parser.delete_first_token()
    if [node for node in nodes if not isinstance(node, TextNode)]:
        raise template.TemplateSyntaxError("A `blockt` holds text alone: name what varies, `blockt n=rows`")
    return " ".join("".join(str(node.s) for node in nodes if isinstance(node, TextNode)).split())


@register.tag
def blockt(parser: Parser, token: Token) -> _Pair:
    """Show a text that is too long for the line of a `t`.

    `{% blockt n=hours %}Quedan…{% english %}Left…{% endblockt %}`. Line breaks and indentation count as one space. `as
    name` keeps the text under a name instead.
    """
    _, *bits = token.split_contents()
    target = bits[-1] if bits[-2:-1] == ["as"] else ""
    named = token_kwargs(bits[:-2] if target else bits, parser)
    return _Pair(_read_text(parser, "english"), _read_text(parser, "endblockt"), named, target)
