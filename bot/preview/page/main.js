// Puts the parts of the page together.

import { Composer } from "./composer.js";
import { Messages } from "./messages.js";
import { Server } from "./server.js";
import { Tabs } from "./tabs.js";
import { showContent, showProblems, showTurn } from "./why.js";
import { openWorkshop } from "./workshop.js";

const TYPING_MS = 5000;
const TOAST_MS = 4000;
const $ = (id) => document.getElementById(id);
const timers = {};
let selected = null;

const messages = new Messages($("log"), $("scroll"), {
  onTap: (id, data) => server.tap(id, data).catch(() => toast("That button is no longer there.")),
  onCommand: say,
  onWhy: (turn) => {
    select(turn);
    tabs.select("why");
    openPanel();
  },
});
const tabs = new Tabs($("tabs"));
const workshop = openWorkshop(tabs, toast);
const composer = new Composer($("composer"), say);
const server = new Server({
  state,
  profile: showProfile,
  message: (message) => {
    started();
    setTyping(false);
    messages.add(message);
  },
  edited: (message) => messages.change(message),
  deleted: ({ message_id: id }) => messages.remove(id),
  action: () => setTyping(true),
  answered: ({ text }) => {
    messages.settleTaps();
    if (text) toast(text);
  },
  turn: (turn) => {
    messages.explain(turn);
    select(turn);
  },
  content: contentChanged,
  lost: () => {
    $("lost").hidden = false;
  },
});

function state(all) {
  $("lost").hidden = true;
  showProfile(all);
  messages.showAll(all.messages, all.turns, all.bot);
  select(all.turns.at(-1) ?? null);
  contentChanged(all.content);
  $("welcome").hidden = all.is_started;
  $("start").hidden = all.is_started;
  $("composer").hidden = !all.is_started;
  setTyping(false);
  if (all.is_started) composer.focus();
}

function showProfile({ bot, commands, description }) {
  $("name").textContent = document.title = bot.first_name;
  $("description").textContent = description || "Press Start and say what is on your mind.";
  composer.offer(commands);
}

function started() {
  if (!$("composer").hidden) return;
  $("welcome").hidden = $("start").hidden = true;
  $("composer").hidden = false;
  composer.focus();
}

function say(text) {
  server.say(text).catch(() => toast("That did not arrive. Is the preview still running?"));
}

function setTyping(isTyping) {
  clearTimeout(timers.typing);
  $("typing").hidden = !isTyping;
  $("status").textContent = isTyping ? "typing…" : "bot";
  if (isTyping) {
    messages.toEnd();
    timers.typing = setTimeout(() => setTyping(false), TYPING_MS);
  }
}

function toast(text) {
  clearTimeout(timers.toast);
  $("toast").textContent = text;
  timers.toast = setTimeout(() => toast(""), TOAST_MS);
}

function select(turn) {
  selected = turn;
  messages.select(selected);
  showTurn($("why"), selected);
}

function contentChanged(content) {
  $("alarm").hidden = !showContent($("content"), content, () => tabs.select("problems"));
  showProblems($("pane-problems"), $("problem-count"), content.problems);
  workshop?.contentChanged();
}

function openPanel() {
  if (getComputedStyle($("open-panel")).display === "none") return;
  $("panel").classList.add("open");
  $("open-panel").setAttribute("aria-expanded", "true");
  $("chat").inert = true;
  $("close-panel").focus();
}

function closePanel() {
  if (!$("panel").classList.contains("open")) return;
  $("panel").classList.remove("open");
  $("open-panel").setAttribute("aria-expanded", "false");
  $("chat").inert = false;
  $("open-panel").focus();
}

$("start").addEventListener("click", () => {
  const topic = new URLSearchParams(location.search).get("start");
  say(topic ? `/start ${topic}` : "/start");
});
$("open-panel").addEventListener("click", openPanel);
$("close-panel").addEventListener("click", closePanel);
document.addEventListener("keydown", (event) => event.key === "Escape" && closePanel());
matchMedia("(max-width: 58rem)").addEventListener("change", closePanel);

server.connect().catch(() => server.reconnect());
