"""Decision → reply: layers, variants by turn, buttons, and what to remember."""

from __future__ import annotations

from dataclasses import replace

from bot.dialogue import cards, menu
from bot.dialogue.exchange import Button, Message, Reply, Session
from bot.dialogue.helplines import with_helplines
from bot.dialogue.menu import TOPIC_BUTTONS
from bot.dialogue.model import CHAT_TOPICS, Act, Action, Content, Decision, Response
from bot.dialogue.policy import PASSING, is_choice, is_of_article
from bot.dialogue.safety import needs_safety
from bot.dialogue.wording import fill

LONG_STORY = 45
"""Words from which a message is met with a line that shows it was read to its end."""
MOST_BUTTONS = 8
"""How many buttons stand below an answer: with a list that is long there is none for more, which can be written."""


class Responder:
    """One reply in the making: the content, what is known of the chat, and the message it answers."""

    def __init__(self, content: Content, session: Session, message: Message) -> None:
        self._content = content
        self._session = session
        self._message = message
        self._partner = session.partner

    def reply(self, decision: Decision) -> tuple[Reply, Session]:
        """What to show, and the session after it."""
        if self._session.care and decision.action is not Action.CHECK:
            decision = replace(decision, offered=self._safe(decision.offered))
        if decision.act in (Act.MENU, Act.BACK):
            return self._menu(decision)
        if decision.action is Action.CARE:
            return self._care(decision)
        if decision.action is Action.CHECK:
            return self._check(decision)
        if decision.card:
            return cards.show(self._content, self._session, decision.card)
        if decision.line == "thumb":
            return Reply((), notice=self.line("thumb")), self._session
        if decision.line:
            return self._own_line(decision)
        if self._is_told_out(decision.intents):
            return self._menu(decision)
        return self._answer(decision) if decision.intents else self._choices(decision)

    def line(self, key: str, turn: int | None = None) -> str:
        """One of the bot's own lines, its variants in turn."""
        variants = self._content.lines[key]
        return variants[(self._session.turns if turn is None else turn) % len(variants)]

    def _menu(self, decision: Decision) -> tuple[Reply, Session]:
        """The groups of topics, or the topics of the group that the tapped button names."""
        place = self._message.text.removeprefix("menu:") if self._message.tapped else ""
        topics, buttons = menu.group(self._content, int(place), self._partner) if place.isdecimal() else ((), ())
        offered = topics or menu.leading(self._content)
        left = self._left() if decision.act is Act.BACK else ()
        session = replace(self._session, offered=offered, listed=offered, last="", near=left, misses=0, asking="")
        text = self.line(decision.line or ("menu_group" if topics else "back_to" if left else "menu"))
        replaces = self._message.tapped and self._message.text.startswith("menu:")
        return Reply(_bubbles(text), buttons or (*self._buttons(left), *menu.groups(self._content)), replaces), session

    def _left(self) -> tuple[str, ...]:
        """The topic that "back to my question" means, where something else was talked of since."""
        if is_of_article(self._content, self._session.last):
            return ()
        asked = [name for name in self._session.asked if is_of_article(self._content, name)]
        return self._safe(tuple(asked[-1:]))

    def _answer(self, decision: Decision) -> tuple[Reply, Session]:
        first, *rest = decision.intents
        said = (self._said(first, decision.lead), *(self._second(name, hedged=decision.hedged) for name in rest))
        bubbles = tuple(bubble for text in said for bubble in _bubbles(text))
        asked = dict(self._session.asked)
        for name in reversed(decision.intents):
            asked[name] = asked.pop(name, 0) + 1
        topics = self._next_topics(decision)
        kept = first in self._session.listed and decision.act is not None
        session = replace(
            self._session,
            asked=asked,
            last=self._talked_of(first),
            offered=topics,
            listed=self._session.listed if kept else self._listed(decision.intents, topics),
            near=decision.offered,
            misses=0,
            asking="",
        )
        return Reply(self._filled(bubbles), self._below(first, topics, asked[first])), session

    def _is_told_out(self, names: tuple[str, ...]) -> bool:
        """Whether there is nothing more of the one answer wanted, and that was said in every way there is."""
        if len(names) != 1 or self._content.topic_of(names[0]) in CHAT_TOPICS:
            return False
        told = len(self._content.responses[names[0]].more) + len(self._content.lines["said_all"])
        return self._session.asked.get(names[0], 0) > told

    def _talked_of(self, name: str) -> str:
        """What goes on after an answer: what is said in passing leaves the topic before it open."""
        before = self._session.last
        passing = name in PASSING or self._content.topic_of(name) in PASSING
        return before if passing and is_of_article(self._content, before) else name

    def _listed(self, answered: tuple[str, ...], topics: tuple[str, ...]) -> tuple[str, ...]:
        """What "the second one" counts in: what the text lists, the two answers given, else the buttons below."""
        points = self._safe(self._content.responses[answered[0]].points)
        if points and answered[0] not in self._session.asked:
            return points
        return answered if len(answered) > 1 else topics

    def _next_topics(self, decision: Decision) -> tuple[str, ...]:
        """What may be asked next: what the answer lists, what else was meant perhaps, what the editors relate."""
        first = decision.intents[0]
        response, asked = self._content.responses[first], self._session.asked
        points = self._safe(response.points) if first not in asked else ()
        meant = () if self._content.topic_of(first) in CHAT_TOPICS else decision.offered
        likely = (name for name in meant if is_choice(self._content, name))
        named = dict.fromkeys(self._safe((*likely, *response.related)))
        names = dict.fromkeys((*points, *sorted(named, key=lambda name: name in asked)))
        return tuple(name for name in names if name not in decision.intents)[: max(TOPIC_BUTTONS, len(points))]

    def _below(self, name: str, topics: tuple[str, ...], times: int) -> tuple[Button, ...]:
        """The buttons of an answer given so many times."""
        rest = Button(self.line("topics_label"), "menu")
        if self._content.topic_of(name) in CHAT_TOPICS:
            return (*self._buttons(topics), rest)
        thumbs = (Button("👍", f"up:{name}"), Button(f"👎 {self.line('not_meant_label')}", f"down:{name}"))
        below = (*self._buttons(topics), *thumbs, rest)
        deeper = times <= len(self._content.responses[name].more) and len(below) < MOST_BUTTONS
        return (Button(self.line("more_label"), f"m:{name}"), *below) if deeper else below

    def _safe(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The choices that may be shown: where danger was told, none that needs safety."""
        return tuple(name for name in names if not (self._session.care and needs_safety(self._content, name)))

    def _said(self, name: str, lead: str = "") -> str:
        """The layer of an answer whose turn it is, a follow-up taken up before it."""
        response, times = self._content.responses[name], self._session.asked.get(name, 0)
        opening = self.line(lead) if lead else ""
        if 0 < times <= len(response.more):
            return f"{opening} {response.more[times - 1]}".strip()
        beyond = times - len(response.more)
        if times == 0 or self._content.topic_of(name) in CHAT_TOPICS:
            return self._first_layer(response, beyond if times else 0, opening)
        return f"{opening} {self.line('said_all', beyond - 1)}".strip()

    def _first_layer(self, response: Response, times: int, lead: str) -> str:
        if times and times >= max(1, len(response.openings)):
            return self.line("anything_else", times)
        # Where it is said again, counting by turns could come to the same opening twice.
        turn = times if self._content.topic_of(response.name) in CHAT_TOPICS else self._session.turns
        opening = response.openings[turn % len(response.openings)] if response.openings else ""
        if len(self._message.text.split()) >= LONG_STORY:
            opening = self._heard(response)
        return " ".join(part for part in (lead or opening, response.answer, response.ask) if part)

    def _heard(self, response: Response) -> str:
        """A clause that shows that a long story was read, by its topic where the editors wrote one."""
        topic = self._content.responses.get(self._content.topic_of(response.name))
        return response.story or (topic.story if topic else "") or self.line("long_story")

    def _second(self, name: str, *, hedged: bool) -> str:
        """A second answer, without opening and without a further thing to do, and why it is there."""
        going_on = "going_on" if name == self._session.last else "other_reading"
        joint = self.line(going_on if hedged else "both")
        times = self._session.asked.get(name, 0)
        return f"{joint} {self._content.responses[name].answer if times == 0 else self._said(name)}"

    def _choices(self, decision: Decision) -> tuple[Reply, Session]:
        """Topics to choose from, after an honest word; the second miss in a row shows everything there is."""
        misses = self._session.misses
        session = replace(self._session, offered=decision.offered, listed=(), last="", near=(), asking="")
        if decision.action is Action.OFFER:
            session = replace(session, near=decision.offered)
            return Reply(_bubbles(self.line("offer")), self._offered(decision.offered)), session
        session = replace(session, misses=misses + 1)
        if misses:
            return Reply(_bubbles(self.line("fallback_again", misses - 1)), menu.groups(self._content)), session
        return Reply(_bubbles(self.line("fallback_first")), self._offered(decision.offered)), session

    def _own_line(self, decision: Decision) -> tuple[Reply, Session]:
        """A line that is no intent's answer: a welcome, or a loose end taken up."""
        welcome = [name for name in decision.intents if name in self._content.responses]
        topics = self._content.responses[welcome[0]].related if welcome else decision.offered
        buttons = (*self._buttons(topics), Button(self.line("topics_label"), "menu"))
        aside = decision.line.startswith("aside_")
        stays = aside or decision.act in (Act.THANKS, Act.MORE) or decision.line in ("declined", "denied", "no_told")
        last = self._session.last if stays else ""
        session = replace(self._session, offered=tuple(topics), listed=(), last=last, near=(), misses=0, asking="")
        return Reply(self._filled(_bubbles(self.line(decision.line))), buttons), session

    def _offered(self, names: tuple[str, ...]) -> tuple[Button, ...]:
        if not names:
            return menu.groups(self._content)
        return (*self._buttons(names), Button(self.line("none_of_these"), "none"))

    def _care(self, decision: Decision) -> tuple[Reply, Session]:
        """Fixed text with the lines of help, as often as it is needed."""
        name = decision.intents[0]
        response = self._content.responses[name]
        before = self._session
        in_doubt = decision.doubtful and not before.care
        if decision.line:
            text = self.line(decision.line)
            buttons = (Button(self.line("care_again_label"), f"care:{name}"), *self._buttons(decision.offered))
        else:
            layer = response.more[0] if decision.act is Act.MORE and response.more else response.answer
            words = self.line("care_in_doubt") if in_doubt else layer
            text = with_helplines(self._content, response, words, self._place())
            buttons = (Button(self.line("no_danger_label"), f"lift:{name}"),) if decision.doubtful else ()
        doubtful = before.doubtful if decision.line else in_doubt or (decision.doubtful and before.doubtful)
        offered = decision.offered if decision.line else ()
        near = decision.offered if decision.doubtful else before.near
        session = replace(
            before, care=name, doubtful=doubtful, last=name, offered=offered, listed=(), near=near, misses=0, asking=""
        )
        follow = () if in_doubt else (self.line("safety_follow"),)
        return Reply(self._filled((*_bubbles(text), *follow)), buttons), session

    def _place(self) -> str:
        """The language tag whose country's helplines to show: the one chosen, else the client's."""
        country = self._session.preferences.country
        return f"en-{country}" if country else self._message.language

    def _check(self, decision: Decision) -> tuple[Reply, Session]:
        """One gentle question with two answers; what the message is otherwise about is kept for the second."""
        name = decision.offered[0]
        response = self._content.responses[name]
        buttons = (Button(response.check_no, f"safe:{name}"), Button(response.check_yes, f"care:{name}"))
        again = bool(decision.line)
        session = replace(self._session, asking=name, offered=decision.offered[1:], misses=int(again))
        text = self.line(decision.line) if again else response.check
        return Reply(self._filled(_bubbles(text)), buttons), session

    def _buttons(self, names: tuple[str, ...] | list[str]) -> tuple[Button, ...]:
        return menu.titles(self._content, names, self._partner)

    def _filled(self, bubbles: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(fill(bubble, self._partner) for bubble in bubbles)


def _bubbles(text: str) -> tuple[str, ...]:
    """A text cut into bubbles where an empty line stands."""
    return tuple(part.strip() for part in text.split("\n\n") if part.strip())
