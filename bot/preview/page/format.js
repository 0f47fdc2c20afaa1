// Text and its entities → nodes. Offsets count UTF-16 units, as JavaScript's strings do.

import { element } from "./element.js";

const TAGS = {
  bold: "b",
  italic: "i",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

export function formatted(text, entities, onCommand) {
  return between(text, 0, text.length, entities ?? [], onCommand);
}

function between(text, start, end, entities, onCommand) {
  const nodes = [];
  let position = start;
  let rest = entities;
  while (rest.length) {
    const [first, ...others] = rest;
    const stop = first.offset + first.length;
    const inside = others.filter((entity) => entity.offset < stop);
    if (first.offset > position) nodes.push(text.slice(position, first.offset));
    const children = between(text, first.offset, stop, inside, onCommand);
    nodes.push(wrapped(first, text.slice(first.offset, stop), children, onCommand));
    position = stop;
    rest = others.filter((entity) => entity.offset >= stop);
  }
  if (position < end) nodes.push(text.slice(position, end));
  return nodes;
}

function wrapped(entity, text, children, onCommand) {
  if (entity.type in TAGS) return element(TAGS[entity.type], {}, children);
  if (entity.type === "spoiler") return element("span", { class: "spoiler", tabindex: 0 }, children);
  if (entity.type === "bot_command") {
    return element("button", { type: "button", onclick: () => onCommand(text) }, children);
  }
  if (entity.type === "url") return link(/^https?:/i.test(text) ? text : `https://${text}`, children);
  if (entity.type === "text_link") return link(entity.url, children);
  if (entity.type === "email") return element("a", { href: `mailto:${text}` }, children);
  return element("span", {}, children);
}

function link(address, children) {
  if (!/^(https?:\/\/|tel:|mailto:|tg:)/i.test(address)) return element("span", {}, children);
  return element("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, children);
}
