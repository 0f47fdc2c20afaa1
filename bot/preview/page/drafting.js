// The form for a new intent: what it is called, where it belongs, what the bot answers.

import { element } from "./element.js";

const AIM = 270;

export function draftForm({ topics, sections }, phrases, tryIt) {
  const title = field("input", "Label of its button", { maxlength: 40, placeholder: "Does the moon matter?", required: true });
  const name = field("input", "Name of its files", { pattern: "[a-z][a-z0-9_]{0,61}", placeholder: "does_the_moon_matter", required: true, title: "Small letters, digits and _" });
  const topic = field("select", "Topic it belongs to", { required: true }, element("option", { value: "" }, "choose one"), topics.map((one) => element("option", {}, one)));
  const answer = field("textarea", `The answer, about ${AIM} characters; {he} stands for he, she or they`, { rows: 4, required: true });
  const more = field("textarea", "What comes when people ask for more", { rows: 3 });
  const boxes = Object.entries(sections).map(([id, about]) => element("label", { class: "section" }, element("input", { type: "checkbox", value: id }), ` ${id} `, element("span", { class: "way" }, about)));
  const count = element("span", { class: "way" });
  let named = false;

  name.control.addEventListener("input", () => (named = true));
  title.control.addEventListener("input", () => {
    if (!named) name.control.value = fileName(title.control.value);
  });
  answer.control.addEventListener("input", () => (count.textContent = `${answer.control.value.length} characters`));

  const submit = (event) => {
    event.preventDefault();
    const sources = boxes.map((box) => box.querySelector("input")).filter((box) => box.checked).map((box) => box.value);
    const written = Object.fromEntries(Object.entries({ name, title, topic, answer, more }).map(([key, one]) => [key, one.control.value.trim()]));
    tryIt({ ...written, phrases, sources });
  };
  return element(
    "form",
    { class: "draft", onsubmit: submit },
    title.label,
    name.label,
    topic.label,
    answer.label,
    count,
    more.label,
    element("details", {}, element("summary", {}, "Sections of the article it rests on"), element("div", { class: "sections" }, boxes)),
    element("button", { class: "write", type: "submit" }, "See what it would do"),
  );
}

function field(tag, words, attributes, ...children) {
  const control = element(tag, { class: "wording", ...attributes }, ...children);
  return { control, label: element("label", { class: "field" }, element("span", {}, words), control) };
}

function fileName(title) {
  const plain = title.toLowerCase().replace(/['’]/g, "").replace(/[^a-z0-9]+/g, "_");
  return plain.replace(/^[^a-z]+|_+$/g, "").slice(0, 59);
}
