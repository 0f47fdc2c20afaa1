// The conversation: bubbles, their buttons, and the way to each answer's reason.

import { clock, element } from "./element.js";
import { formatted } from "./format.js";

const TOGETHER_SECONDS = 120;
const MARGIN = 16;

export class Messages {
  constructor(log, scroll, { onTap, onCommand, onWhy }) {
    this.log = log;
    this.scroll = scroll;
    this.actions = { onTap, onCommand, onWhy };
    this.messages = new Map();
    this.turns = new Map();
    this.beginAnswer();
  }

  showAll(messages, turns, bot) {
    this.bot = bot;
    this.messages.clear();
    this.turns = new Map(turns.map((turn) => [turn.message_id, turn]));
    this.log.parentElement.setAttribute("aria-busy", "true");
    this.log.replaceChildren();
    for (const message of messages) this.add(message, false);
    this.log.parentElement.removeAttribute("aria-busy");
    this.toEnd();
  }

  add(message, isNew = true) {
    const follows = this.follows(message, [...this.messages.values()].at(-1));
    const stays = this.isAtEnd() || this.isMine(message);
    this.messages.set(message.message_id, message);
    const node = this.node(message);
    node.classList.toggle("follows", follows);
    node.classList.toggle("new", isNew);
    this.log.append(node);
    if (this.isMine(message) || this.isAnswerNew) {
      this.anchor = node;
      // A short question stays in sight above its answer, a long one does not.
      this.isAnswerNew = this.isMine(message) && node.offsetHeight > this.scroll.clientHeight / 3;
    }
    if (stays) this.toEnd();
  }

  // What comes next is a new answer: its beginning stays in sight, however long it is.
  beginAnswer() {
    this.isAnswerNew = true;
  }

  change(message) {
    if (!this.messages.has(message.message_id)) return;
    const old = this.find(message.message_id);
    this.messages.set(message.message_id, message);
    const node = this.node(message);
    node.classList.toggle("follows", old.classList.contains("follows"));
    old.replaceWith(node);
  }

  remove(id) {
    this.messages.delete(id);
    this.find(id)?.remove();
  }

  explain(turn) {
    this.turns.set(turn.message_id, turn);
    this.beginAnswer();
    const message = this.messages.get(turn.message_id);
    if (message && !this.isMine(message)) {
      this.find(turn.message_id).querySelector(".meta").prepend(this.whyButton(turn));
    }
  }

  select(turn) {
    for (const button of this.log.querySelectorAll(".meta button")) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.turn) === turn?.message_id));
    }
  }

  settleTaps() {
    for (const key of this.log.querySelectorAll("[aria-busy]")) key.removeAttribute("aria-busy");
  }

  node(message) {
    const mine = this.isMine(message);
    const turn = !mine && this.turns.get(message.message_id);
    return element(
      "li",
      { class: mine ? "message mine" : "message", "data-id": message.message_id },
      element(
        "div",
        { class: "bubble" },
        element("span", { class: "unseen" }, mine ? "You: " : "Bot: "),
        element("div", { class: "says" }, formatted(message.text, message.entities, this.actions.onCommand)),
        element(
          "div",
          { class: "meta" },
          turn && this.whyButton(turn),
          message.edit_date && element("span", {}, "edited"),
          clock(message.date),
        ),
      ),
      this.keyboard(message),
    );
  }

  keyboard(message) {
    const rows = message.reply_markup?.inline_keyboard;
    if (!rows) return null;
    const keys = rows.map((row) => element("div", {}, row.map((button) => this.key(message, button))));
    return element("div", { class: "keyboard", role: "group", "aria-label": "Choices" }, keys);
  }

  key(message, button) {
    if (button.url) {
      return element("a", { class: "key", href: button.url, target: "_blank", rel: "noopener noreferrer" }, button.text);
    }
    const tapped = ({ currentTarget }) => {
      currentTarget.setAttribute("aria-busy", "true");
      this.beginAnswer();
      this.toEnd();
      this.actions.onTap(message.message_id, button.callback_data);
    };
    return element("button", { class: "key", type: "button", onclick: tapped }, button.text);
  }

  whyButton(turn) {
    const attributes = { type: "button", "aria-pressed": "false", "data-turn": turn.message_id };
    return element("button", { ...attributes, onclick: () => this.actions.onWhy(turn) }, "Why?");
  }

  isMine(message) {
    return message.from.id !== this.bot.id;
  }

  follows(message, before) {
    if (!before || before.from.id !== message.from.id || this.turns.has(before.message_id)) return false;
    return message.date - before.date < TOGETHER_SECONDS;
  }

  find(id) {
    return this.log.querySelector(`[data-id="${id}"]`);
  }

  isAtEnd() {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < 120;
  }

  toEnd() {
    const top = this.scroll.getBoundingClientRect().top;
    const start = this.isAnswerNew ? Infinity : this.anchor.getBoundingClientRect().top - top - MARGIN;
    const rest = this.scroll.scrollHeight - this.scroll.clientHeight - this.scroll.scrollTop;
    this.scroll.scrollTop += Math.min(rest, start);
  }
}
