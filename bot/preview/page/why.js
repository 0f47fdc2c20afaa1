// The panel for editors: why the bot answered so, and how the content is.

import { clock, element } from "./element.js";

const HEADINGS = {
  answer: "Answered",
  offer: "Offered choices",
  fallback: "Fell back",
  care: "Care came first",
  check: "Asked to be sure",
};

const SHOWN = 3;

const ACTS = {
  more: "“tell me more”",
  yes: "“yes”",
  no: "“no”",
  menu: "“show me the topics”",
  back: "“go back”",
  thanks: "“thank you”",
};

export function showTurn(section, turn) {
  section.replaceChildren(...(turn ? parts(turn) : nothing()));
}

function nothing() {
  return [
    element("h2", {}, "Why this answer"),
    element("p", { class: "reason nothing" }, "Write to the bot, and its reasons appear here: what it decided, which phrase won, and what came near."),
  ];
}

function parts(turn) {
  const full = Math.max(1, ...turn.ranked.map(({ score }) => score));
  const isCare = turn.action === "care" || turn.action === "check";
  return [
    element("p", { class: "eyebrow" }, "Why this answer"),
    element("h2", { class: isCare ? "care" : null }, HEADINGS[turn.action] ?? turn.action),
    element("p", { class: "reason" }, turn.reason),
    turn.act && block("Follow-up read as", element("p", {}, ACTS[turn.act] ?? turn.act)),
    turn.evidence.length && block(turn.evidence.length > 1 ? "Phrases that won" : "Phrase that won", turn.evidence.map(won)),
    turn.ranked.length && block("Intents, nearest first", element("ol", { class: "ranked" }, turn.ranked.map((match) => bar(match, full)))),
    turn.repairs.length && block("Spelling repaired", element("ul", { class: "repairs" }, turn.repairs.map(repair))),
    turn.offered.length && block("Offered as buttons", element("p", { class: "names" }, turn.offered.join(", "))),
  ].filter(Boolean);
}

function block(title, content) {
  return element("div", {}, element("h3", {}, title), content);
}

function won(evidence) {
  const kind = evidence.kind === "phrase" ? "" : `${evidence.kind}, `;
  const shared = evidence.words.length ? `, through ${evidence.words.join(", ")}` : "";
  return element(
    "div",
    { class: "won" },
    element("p", {}, element("q", {}, evidence.text)),
    element("p", {}, element("span", { class: "place" }, evidence.place), ` · ${kind}${evidence.score.toFixed(2)}${shared}`),
  );
}

function bar(match, full) {
  const fill = element("div", { class: "fill" });
  fill.style.width = `${Math.round((Math.max(match.score, 0) / full) * 100)}%`;
  const near = match.evidence[0];
  return element(
    "li",
    { class: match.chosen ? "chosen" : null, title: near ? `“${near.text}” (${near.place})` : null },
    element("span", { class: "name" }, match.intent, match.chosen && element("span", { class: "unseen" }, " (chosen)")),
    element("div", { class: "track", "aria-hidden": "true" }, fill),
    element("span", { class: "score" }, match.score.toFixed(2)),
  );
}

function repair({ typed, read }) {
  return element("li", {}, element("del", {}, typed), " → ", element("ins", {}, read));
}

export function showContent(section, { summary, at, problems }, onMore) {
  section.hidden = !summary && !problems.length;
  const worst = problems.some(({ severity }) => severity === "error") ? "error" : problems.length ? "warning" : "good";
  const state = element("p", { class: `state ${worst}` }, element("span", {}, summary || counted(problems)), clock(at));
  const [first, rest] = [problems.slice(0, SHOWN), problems.slice(SHOWN)];
  section.replaceChildren(state, ...(first.length ? [list(first)] : []));
  if (rest.length) section.append(element("button", { class: "quiet", type: "button", onclick: onMore }, `All ${problems.length} problems`));
  return worst === "error";
}

export function showProblems(pane, count, problems) {
  count.hidden = !problems.length;
  count.textContent = problems.length;
  const files = Map.groupBy(problems, ({ place }) => place.replace(/:\d+$/, ""));
  const groups = [...files].map(([file, found]) => element("section", { class: "file" }, element("h3", { class: "place" }, file), list(found)));
  const sound = element("p", { class: "nothing" }, "Nothing to mend: every file reads as it was meant, and every test message goes where it should.");
  pane.replaceChildren(element("h2", {}, "Problems"), ...(groups.length ? groups : [sound]));
}

function list(problems) {
  return element("ul", { class: "problems" }, problems.map(problem));
}

function counted(problems) {
  return problems.length === 1 ? "One thing to look at in the content." : `${problems.length} things to look at in the content.`;
}

function problem({ severity, place, message, hint, line_text: line }) {
  return element(
    "li",
    { class: `problem ${severity}` },
    element("span", { class: "place" }, place),
    element("p", {}, message),
    line && element("pre", { tabindex: 0 }, line),
    element("p", { class: "hint" }, hint),
  );
}
