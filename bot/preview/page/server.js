// What the page asks of the server, and what it hears from it.

async function send(path, body, method = "POST") {
  const response = await fetch(path, {
    method,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.status === 204 ? null : response.json();
}

export class Server {
  constructor(listeners) {
    this.listeners = listeners;
    this.chat = Number(location.hash.slice(1)) || null;
  }

  async connect() {
    if (!this.chat) await this.open();
    const stream = new EventSource(`/chats/${this.chat}/events`);
    for (const [name, listener] of Object.entries(this.listeners)) {
      stream.addEventListener(name, (event) => event.data && listener(JSON.parse(event.data)));
    }
    stream.onerror = () => {
      this.listeners.lost();
      // A chat the server does not know belongs to an earlier run of it: begin a new one.
      if (stream.readyState === EventSource.CLOSED) this.reconnect();
    };
  }

  async open() {
    const { id } = await send("/chats", {});
    this.chat = id;
    history.replaceState(null, "", `${location.search}#${id}`);
  }

  reconnect() {
    this.chat = null;
    setTimeout(() => this.connect().catch(() => this.reconnect()), 500);
  }

  say(text) {
    return send(`/chats/${this.chat}/messages`, { text });
  }

  tap(messageId, data) {
    return send(`/chats/${this.chat}/taps`, { message_id: messageId, data });
  }
}
