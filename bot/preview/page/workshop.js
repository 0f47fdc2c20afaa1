// The tabs in which editors work: what they ask the server, and when each is filled again.

import { showCoverage } from "./coverage.js";
import { element } from "./element.js";
import { Inbox } from "./inbox.js";
import { showInsights } from "./insights.js";

const token = document.querySelector("meta[name=editors-token]").content;

async function ask(path, body) {
  const headers = { "X-Editors-Token": token, ...(body && { "Content-Type": "application/json" }) };
  const response = await fetch(`/editors/${path}`, { method: body ? "POST" : "GET", headers, body: body && JSON.stringify(body) });
  const said = response.status === 204 ? null : await response.json();
  if (!response.ok || said?.refused) throw new Error(said.refused ?? said.description);
  return said;
}

export function openWorkshop(tabs, toast) {
  if (!token) {
    tabs.hide("inbox", "coverage", "insights");
    return null;
  }
  const pane = (name) => document.getElementById(`pane-${name}`);
  const inbox = new Inbox(pane("inbox"), document.getElementById("inbox-count"), ask, toast);
  const fill = {
    inbox: () => inbox.load(),
    coverage: () => filled(pane("coverage"), "Trying every test message…", "coverage", showCoverage),
    insights: () => filled(pane("insights"), "Counting…", "insights", async (box, found) => showInsights(box, found, (await ask("coverage")).heat)),
  };
  Object.assign(tabs.onOpen, fill);
  inbox.load().catch(() => {});
  return {
    contentChanged() {
      if (tabs.isOpen("coverage")) fill.coverage();
    },
  };
}

async function filled(pane, waiting, path, show) {
  if (!pane.childElementCount) pane.replaceChildren(element("p", { class: "nothing", role: "status" }, waiting));
  try {
    await show(pane, await ask(path));
  } catch (error) {
    pane.replaceChildren(element("p", { class: "refused", role: "alert" }, error.message));
  }
}
