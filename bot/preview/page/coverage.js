// Coverage: which answers rest on which section of the article, which intents are thin, which are hard to tell apart.

import { element } from "./element.js";

const THIN = 10;

export function showCoverage(pane, { sections, intents, pairs, unoffered }) {
  const covered = sections.filter(({ covered }) => covered).length;
  pane.replaceChildren(
    element("h2", {}, "Coverage"),
    element("p", { class: "reason" }, `${covered} of ${sections.length} sections of the article are answered, by ${intents.length} intents.`),
    element("h3", {}, "Sections"),
    table(["Section", "Answers", "Tests"], sections.map(section)),
    element("h3", {}, "Hard to tell apart"),
    table(["Tests of", "Come near", "Lost", "Close"], pairs.map(pair)),
    element("h3", {}, `The ${THIN} thinnest intents`),
    table(["Intent", "Phrases", "Tests"], intents.slice(0, THIN).map(({ name, phrases, tests }) => [name, phrases, tests])),
    ...(unoffered.length ? [element("h3", {}, "No button leads to"), element("p", { class: "names" }, unoffered.join(", "))] : []),
  );
}

function section({ id, about, answers, tests, covered }) {
  const names = answers.slice(0, 2).join(", ") + (answers.length > 2 ? ` and ${answers.length - 2} more` : "");
  const shown = element("span", { class: covered ? null : "missing" }, names || "none");
  return [element("span", { title: about }, element("b", {}, id), ` ${about}`), shown, tests];
}

function pair({ wanted, near, lost, close, example }) {
  return [element("span", { title: example }, wanted), near, lost, close];
}

function table(heads, rows) {
  const head = element("tr", {}, heads.map((text) => element("th", { scope: "col" }, text)));
  const body = rows.map((cells) => element("tr", {}, cells.map(cell)));
  return element("div", { class: "table", tabindex: 0 }, element("table", {}, element("thead", {}, head), element("tbody", {}, body)));
}

function cell(content) {
  return typeof content === "number" ? element("td", { class: "number" }, String(content)) : element("td", {}, content);
}
