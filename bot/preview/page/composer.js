// Writing: the text field that grows, and the commands.

import { element } from "./element.js";

export class Composer {
  constructor(form, onSay) {
    this.form = form;
    this.onSay = onSay;
    this.text = form.querySelector("textarea");
    this.menu = form.querySelector("#menu");
    this.list = form.querySelector("#commands");
    this.commands = [];
    form.addEventListener("submit", (event) => this.submit(event));
    form.addEventListener("keydown", (event) => this.onKey(event));
    this.text.addEventListener("input", () => this.onInput());
    this.menu.addEventListener("click", () => this.show(this.list.hidden ? this.commands : [], true));
    document.addEventListener("click", (event) => form.contains(event.target) || this.show([]));
  }

  offer(commands) {
    this.commands = commands;
    this.menu.hidden = !commands.length;
  }

  focus() {
    // On a phone the keyboard would cover what is to be read.
    if (matchMedia("(pointer: fine)").matches) this.text.focus();
  }

  submit(event) {
    event.preventDefault();
    const text = this.text.value.trim();
    if (!text) return;
    this.text.value = "";
    this.onInput();
    this.onSay(text);
  }

  onInput() {
    this.text.style.height = "auto";
    this.text.style.height = `${this.text.scrollHeight + 2}px`;
    const typed = this.text.value;
    const isCommand = /^\/\w*$/.test(typed);
    this.show(isCommand ? this.commands.filter(({ command }) => `/${command}`.startsWith(typed)) : []);
  }

  onKey(event) {
    if (event.key === "Enter" && !event.shiftKey && event.target === this.text && !event.isComposing) {
      this.submit(event);
    } else if (event.key === "Escape" && !this.list.hidden) {
      this.show([]);
      this.text.focus();
    } else if (!this.list.hidden && ["ArrowUp", "ArrowDown"].includes(event.key)) {
      event.preventDefault();
      this.step(event.key === "ArrowDown" ? 1 : -1);
    }
  }

  step(by) {
    const buttons = [...this.list.querySelectorAll("button")];
    const now = buttons.indexOf(document.activeElement);
    const first = by > 0 ? 0 : buttons.length - 1;
    buttons[now < 0 ? first : (now + by + buttons.length) % buttons.length].focus();
  }

  show(commands, focus = false) {
    this.list.hidden = !commands.length;
    this.menu.setAttribute("aria-expanded", String(!this.list.hidden));
    this.list.replaceChildren(...commands.map((command) => this.item(command)));
    if (focus && commands.length) this.step(1);
  }

  item({ command, description }) {
    const choose = () => {
      this.text.value = "";
      this.onInput();
      this.text.focus();
      this.onSay(`/${command}`);
    };
    const label = [element("b", {}, `/${command}`), element("span", {}, description)];
    return element("li", {}, element("button", { type: "button", onclick: choose }, label));
  }
}
