// What happened: connects and disconnects, links, and what the server wrote to its log.
import { at, el, keep, mark, say } from "./dom.js";
import { read } from "./feed.js";
import { moment, time } from "./format.js";

const MOST = 500;

/** The newest events. */
export async function latest(limit) {
  return (await read("eventz", { limit })).events ?? [];
}

/** An event in words. */
function words(event) {
  if (event.kind === "log") return event.text;
  const who = [event.client && `“${event.client}”`, event.account && `account ${event.account}`, event.user && `user ${event.user}`].filter(Boolean).join(", ");
  const where = `${event.ip}:${event.port} (cid ${event.cid})`;
  return [event.kind === "disconnect" ? event.reason : null, who, where].filter(Boolean).join(" · ");
}

const LABELS = { connect: "connect", disconnect: "disconnect", info: "log", warn: "warning", error: "error" };

const label = (event) => LABELS[event.kind === "log" ? event.level : event.kind] ?? event.kind;

/** Shows events in a list. */
export function list(node, events) {
  keep(node, events, (event) => event.id,
    (event) => el("li", { "data-level": event.level },
      el("time", { datetime: event.time, title: moment(event.time) }, time(event.time)),
      el("span", { class: "kind" }, label(event)),
      el("span", { class: "words", title: words(event) }, words(event))),
    (row, event) => {
      mark(row, "data-level", event.level);
      say(row.children[2], words(event));
    });
}

const KINDS = {
  all: () => true,
  trouble: (event) => event.level !== "info",
  connections: (event) => event.kind !== "log",
  log: (event) => event.kind === "log",
};

/** Says to who listens that there is something new to worry about. */
export class Watch {
  #seen = null;

  take(events, announce) {
    const bad = events.filter((event) => event.level !== "info");
    if (this.#seen) {
      const fresh = bad.filter((event) => !this.#seen.has(event.id));
      if (fresh.length === 1) announce(`${label(fresh[0])}: ${words(fresh[0])}`);
      else if (fresh.length > 1) announce(`${fresh.length} new warnings and errors`);
    }
    this.#seen = new Set([...(this.#seen ?? []), ...bad.map((event) => event.id)].slice(-5000));
  }
}

export function eventsView() {
  let events = [];
  const none = el("li", { class: "muted" }, el("span"), el("span"), "Nothing of that kind.");
  function draw() {
    const find = at("event-find").value.trim().toLowerCase();
    const shown = events.filter((event) => KINDS[at("event-kind").value](event) && (find === "" || `${label(event)} ${words(event)}`.toLowerCase().includes(find)));
    list(at("event-log"), shown);
    if (shown.length === 0) at("event-log").append(none);
    else none.remove();
  }
  at("event-find").addEventListener("input", draw);
  at("event-kind").addEventListener("change", draw);
  return {
    find: at("event-find"),
    async refresh(app) {
      events = await latest(MOST);
      app.watch.take(events, app.announce);
      draw();
    },
  };
}
