// Insights, drawn with Chart.js: asks per topic over time, how turns ended, and which intents are taken for one another.

import { element } from "./element.js";

const SCRIPTS = ["/page/vendor/chart.js", "/page/vendor/matrix.js"];
const dark = matchMedia("(prefers-color-scheme: dark)");
let charts = [];
let last = null;

export async function showInsights(pane, found, heat) {
  for (const source of SCRIPTS) await script(source);
  last = [pane, found, heat];
  draw(...last);
}

dark.addEventListener("change", () => last && draw(...last));

function draw(pane, found, heat) {
  for (const chart of charts) chart.destroy();
  const unanswered = found.endings.find(({ ending }) => ending === "fallback");
  pane.replaceChildren(
    element("h2", {}, "Insights"),
    element("p", { class: "reason" }, found.turns ? sentence(found, unanswered) : "Nothing has been counted yet. Only numbers are counted, never who asked or in what words."),
  );
  charts = [
    ...(found.turns ? [plot(pane, "Asks per topic and day", topics(found)), plot(pane, "How messages ended, per day", endings(found))] : []),
    ...(heat.names.length ? [plot(pane, "Tests of an intent (down) that came near another (across)", confusion(heat), heat.names.length)] : []),
  ];
  if (found.buttons.length) {
    const rows = found.buttons.map(([name, number]) => element("li", {}, `${name} `, element("b", {}, String(number))));
    pane.append(element("h3", {}, "Most tapped"), element("ul", { class: "tapped" }, rows));
  }
}

function sentence({ turns, days, thumbs }, { share }) {
  return `${turns.toLocaleString("en-GB")} messages since ${short(days[0])}; ${Math.round(share * 100)} % were not answered. Thumbs: ${thumbs.up} up, ${thumbs.down} down.`;
}

function plot(pane, title, config, rows = 0) {
  const canvas = element("canvas", { role: "img", "aria-label": title });
  const box = element("div", { class: rows ? "plot square" : "plot" }, canvas);
  pane.append(element("h3", {}, title), box);
  return new window.Chart(canvas, config);
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

const hues = () => (dark.matches ? ["#7fcdb9", "#e5bb6b", "#f09a95", "#8fb7e8", "#c9a4e0", "#b9cbc5"] : ["#1d6b5f", "#b07a12", "#a02b29", "#2b62a0", "#7a4a9a", "#6b7c76"]);

function options(stacked = false) {
  const axis = { ticks: { color: colour("muted") }, grid: { color: colour("line") } };
  return {
    animation: false,
    maintainAspectRatio: false,
    interaction: { mode: "index", intersect: false },
    plugins: { legend: { position: "bottom", labels: { color: colour("ink"), boxWidth: 12, boxHeight: 12 } } },
    scales: { x: { ...axis, stacked }, y: { ...axis, stacked, beginAtZero: true, ticks: { ...axis.ticks, precision: 0 } } },
  };
}

function short(day) {
  return new Date(day).toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
}

function topics({ days, topics: shown }) {
  const datasets = shown.map(({ name, asks }, at) => ({ label: name, data: asks, borderColor: hues()[at], backgroundColor: hues()[at], borderWidth: 2, pointRadius: days.length > 1 ? 0 : 3, tension: 0.25 }));
  return { type: "line", data: { labels: days.map(short), datasets }, options: options() };
}

function endings({ days, endings: shown }) {
  const tints = { answer: hues()[0], offer: hues()[5], fallback: hues()[1], care: hues()[2], check: hues()[4] };
  const datasets = shown.map(({ name, ending, turns }) => ({ label: name, data: turns, backgroundColor: tints[ending] }));
  return { type: "bar", data: { labels: days.map(short), datasets }, options: options(true) };
}

function confusion({ names, cells }) {
  const most = Math.max(1, ...cells.map(({ number }) => number));
  const axis = (rest) => ({ type: "category", labels: names, offset: true, grid: { display: false }, ticks: { color: colour("muted"), autoSkip: false, font: { size: 10 } }, ...rest });
  const tint = ({ raw }) => `color-mix(in srgb, ${colour("bad")} ${Math.round(20 + (80 * raw.number) / most)}%, ${colour("page")})`;
  const side = (share) => ({ chart }) => (chart.chartArea ? share(chart.chartArea) / names.length - 2 : 0);
  return {
    type: "matrix",
    data: {
      datasets: [{
        data: cells.map((cell) => ({ x: cell.near, y: cell.wanted, ...cell })),
        backgroundColor: (context) => mixed(tint(context)),
        width: side(({ width }) => width),
        height: side(({ height }) => height),
      }],
    },
    options: {
      animation: false,
      maintainAspectRatio: false,
      plugins: {
        legend: { display: false },
        tooltip: { callbacks: { title: () => "", label: ({ raw }) => [`${raw.wanted} → ${raw.near}: ${raw.number}`, `such as “${raw.example}”`] } },
      },
      scales: { x: axis({ position: "top", ticks: { color: colour("muted"), autoSkip: false, font: { size: 10 }, minRotation: 60 } }), y: axis({ reverse: false }) },
    },
  };
}

// A canvas takes no color-mix(): let the browser work it out.
function mixed(mix) {
  const probe = element("i");
  probe.style.color = mix;
  document.body.append(probe);
  const plain = getComputedStyle(probe).color;
  probe.remove();
  return plain;
}

function script(source) {
  const known = document.querySelector(`script[src="${source}"]`);
  if (known) return known.arrived;
  const tag = element("script", { src: source });
  tag.arrived = new Promise((resolve, reject) => {
    tag.onload = resolve;
    tag.onerror = () => reject(new Error("The charts could not be loaded."));
  });
  document.head.append(tag);
  return tag.arrived;
}
