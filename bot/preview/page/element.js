// element("p", { class: "hint" }, "text", child) makes a node; text is never read as HTML.

export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child != null && child !== false));
  return node;
}

export function clock(seconds) {
  const at = new Date(seconds * 1000);
  const shown = at.toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
  return element("time", { datetime: at.toISOString() }, shown);
}
