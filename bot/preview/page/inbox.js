// The inbox: messages that had no good answer. One click tries an intent and shows what would move, a second one writes.

import { draftForm } from "./drafting.js";
import { element } from "./element.js";

const BELOW = { phrases: "a phrase", "tests.hit": "a test that holds it there" };

export class Inbox {
  constructor(pane, count, ask, toast) {
    Object.assign(this, { pane, count, ask, toast, loading: Promise.resolve() });
  }

  // One after the other: who asks while a read is under way is shown what there is after it.
  load() {
    this.loading = this.loading.then(() => this.read());
    return this.loading;
  }

  // What is shown already stays, with what the editor has begun there.
  async read() {
    try {
      const found = await this.ask("inbox");
      const told = JSON.stringify(found);
      if (told !== this.told) this.show(found);
      this.told = told;
    } catch (error) {
      this.told = "";
      this.pane.replaceChildren(element("p", { class: "refused", role: "alert" }, error.message));
    }
  }

  show({ groups, intents, topics, sections }) {
    this.intents = intents;
    this.known = { topics, sections };
    this.count.hidden = !groups.length;
    this.count.textContent = groups.length;
    const nothing = element("p", { class: "nothing" }, "Nothing is waiting. Messages come here from chats that agreed to it, when the bot had no answer or its answer was found unhelpful.");
    const names = Object.entries(intents).map(([name, title]) => element("option", { value: name }, title));
    this.pane.replaceChildren(
      element("h2", {}, "Inbox"),
      element("datalist", { id: "intents" }, names),
      groups.length ? element("ol", { class: "groups" }, groups.map((group) => this.card(group))) : nothing,
    );
    if (this.note) this.pane.querySelector("h2").after(this.note);
  }

  card(group) {
    const outcome = element("div", { class: "outcome", role: "status" });
    const likes = [
      group.messages.length > 1 && `${group.messages.length} messages`,
      group.thumbs && `${group.thumbs} found the answer unhelpful`,
    ].filter(Boolean);
    const choose = (intent) => this.phrase(group, outcome, intent);
    return element(
      "li",
      { class: "group" },
      element("p", { class: "asked" }, element("q", {}, group.text)),
      likes.length ? element("p", { class: "likes" }, likes.join(" · ")) : null,
      group.others.length ? element("ul", { class: "others" }, group.others.slice(0, 3).map((text) => element("li", {}, text))) : null,
      element("div", { class: "choices" }, group.near.map((near) => this.choice(near, choose))),
      element("div", { class: "choices" }, this.other(choose), this.fresh(group, outcome), this.ignored(group)),
      outcome,
    );
  }

  choice({ intent, title, score }, choose) {
    return element("button", { class: "choice", type: "button", title, onclick: () => choose(intent) }, intent, element("span", { class: "score" }, score.toFixed(2)));
  }

  other(choose) {
    const pick = ({ target }) => target.value in this.intents && choose(target.value);
    return element("input", { class: "other", list: "intents", placeholder: "Another intent", "aria-label": "Another intent", onchange: pick });
  }

  fresh(group, outcome) {
    const open = () => {
      const tried = element("div", { class: "outcome", role: "status" });
      const form = draftForm(this.known, [group.text, ...group.others], (draft) => this.plan(group, tried, "intents", draft));
      outcome.replaceChildren(form, tried);
      form.querySelector("input").focus();
    };
    return element("button", { class: "quiet", type: "button", onclick: open }, "New intent");
  }

  ignored(group) {
    const ignore = () => this.done("ignored", { messages: group.messages }, "Put aside for good.");
    return element("button", { class: "quiet", type: "button", onclick: ignore }, "Ignore for good");
  }

  phrase(group, outcome, intent, phrase = group.text) {
    const again = (wording) => this.phrase(group, outcome, intent, wording);
    return this.plan(group, outcome, "plans", { intent, phrase, asked: [...group.others, group.text] }, again);
  }

  async plan(group, outcome, path, asked, again) {
    outcome.replaceChildren(element("p", { class: "nothing" }, "Trying the messages that this may move: some seconds…"), element("progress", { "aria-label": "Trying" }));
    try {
      outcome.replaceChildren(...this.planned(await this.ask(path, asked), group, again, asked.phrase));
    } catch (error) {
      outcome.replaceChildren(element("p", { class: "refused" }, error.message));
    }
  }

  planned(plan, group, again, phrase) {
    const care = element("input", { type: "checkbox" });
    const write = () => this.done(`plans/${plan.id}`, { messages: group.messages, care: care.checked }, "Written. The bot answers with it now.", { care: care.checked });
    const wording = element("input", { class: "wording", value: phrase, "aria-label": "Wording" });
    const reword = (event) => {
      event.preventDefault();
      again(wording.value);
    };
    return [
      element("ul", { class: "lines" }, plan.lines.map(({ place, below, text }) => element("li", {}, element("span", { class: "place" }, below ? `${place} (${BELOW[below] ?? below})` : place), element("ins", {}, `+ ${text}`)))),
      element("p", {}, "The message then goes to ", element("strong", {}, plan.arrives), "."),
      plan.enough ? null : element("p", { class: "refused" }, "So this one phrase is not enough: word it more plainly, or add a second."),
      ...plan.strays.map(({ text, goes }) => element("p", { class: "likes" }, "Still elsewhere: ", element("q", {}, text), ` → ${goes}`)),
      ...(plan.moves.length ? plan.moves.map(moved) : [element("p", { class: "calm" }, "Nothing else moves.")]),
      plan.guarded.length ? element("label", { class: "second" }, care, " People in danger depend on this file, and a second reader has seen it.") : null,
      again && element("form", { class: "choices", onsubmit: reword }, wording, element("button", { class: "quiet", type: "submit" }, "Try this wording")),
      element("button", { class: plan.worse ? "write careful" : "write", type: "button", onclick: write }, plan.worse ? `Write it all the same (${plan.worse} go astray)` : "Write it"),
    ].filter(Boolean);
  }

  // Where it can be taken back, `undo` says what that takes.
  async done(path, body, words, undo) {
    try {
      await this.ask(path, body);
      await this.load();
      if (undo) this.offerUndo(words, undo);
      else this.toast(words);
    } catch (error) {
      this.toast(error.message);
    }
  }

  offerUndo(words, asked) {
    const undo = async () => {
      button.disabled = true;
      try {
        const { title } = await this.ask("undo", asked);
        note.replaceChildren(`Undid: ${title}. What it answered is waiting again.`);
        await this.load();
      } catch (error) {
        button.disabled = false;
        this.toast(error.message);
      }
    };
    this.note?.remove();
    const button = element("button", { class: "quiet", type: "button", onclick: undo }, "Undo");
    const note = element("p", { class: "written", role: "status" }, words, button);
    this.note = note; // it stays when the list is shown anew, until something else is written
    this.pane.querySelector("h2").after(note);
  }
}

function moved({ title, count, moves }) {
  const rows = moves.map(({ text, place, before, after, verdict }) =>
    element("li", { class: verdict }, element("q", {}, text), element("span", { class: "way" }, ` ${before} → ${after}`), element("span", { class: "place" }, ` ${place}`)),
  );
  return element("details", { open: title !== "Elsewhere" }, element("summary", {}, `${title} (${count})`), element("ul", { class: "moves" }, rows));
}
