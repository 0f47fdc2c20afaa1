// The panel's tabs, by mouse and by arrow keys; a pane is filled when it is first looked at.

export class Tabs {
  constructor(list) {
    this.tabs = [...list.querySelectorAll("[role=tab]")];
    this.onOpen = {};
    list.addEventListener("click", (event) => {
      const tab = event.target.closest("[role=tab]");
      if (tab) this.show(tab);
    });
    list.addEventListener("keydown", (event) => this.move(event));
  }

  select(name) {
    this.show(this.tabs.find(({ id }) => id === `tab-${name}`));
  }

  hide(...names) {
    for (const tab of this.tabs) if (names.includes(tab.id.slice(4))) tab.hidden = true;
  }

  isOpen(name) {
    return this.tabs.some((tab) => tab.id === `tab-${name}` && tab.ariaSelected === "true");
  }

  show(chosen) {
    for (const tab of this.tabs) {
      const isChosen = tab === chosen;
      tab.setAttribute("aria-selected", isChosen);
      tab.tabIndex = isChosen ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !isChosen;
    }
    chosen.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.onOpen[chosen.id.slice(4)]?.();
  }

  move(event) {
    const shown = this.tabs.filter(({ hidden }) => !hidden);
    const at = shown.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (at < 0 || !step) return;
    const next = shown.at((at + step) % shown.length);
    next.focus();
    this.show(next);
    event.preventDefault();
  }
}
