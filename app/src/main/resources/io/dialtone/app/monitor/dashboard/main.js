// The page as a whole: which view is shown, when it is read again, and what is said when that cannot be done.
import { at, mark, say } from "./dom.js";
import { read } from "./feed.js";
import { time } from "./format.js";
import { History } from "./history.js";
import { Watch, eventsView } from "./events.js";
import { accountsView } from "./accounts.js";
import { connectionsView } from "./connections.js";
import { linksView } from "./links.js";
import { overviewView } from "./overview.js";
import { subscriptionsView } from "./subscriptions.js";

const ORDER = ["overview", "connections", "links", "accounts", "subscriptions", "events"];
const LONGEST_WAIT_MS = 15_000;

const app = {
  history: new History(),
  watch: new Watch(),
  varz: null,
  announce: (words) => say(at("announcer"), words),
  refresh: () => tick(),
};

const views = {
  overview: overviewView(),
  connections: connectionsView(app),
  links: linksView(),
  accounts: accountsView(app),
  subscriptions: subscriptionsView(app),
  events: eventsView(),
};

const settings = {
  get: (name) => {
    try {
      return localStorage.getItem(`dialtone.${name}`);
    } catch {
      return null; // a browser that keeps nothing: then nothing is kept
    }
  },
  set: (name, value) => {
    try {
      localStorage.setItem(`dialtone.${name}`, value);
    } catch {
      // see above
    }
  },
};

// ---- which view

let current = null;

function choose() {
  const wanted = location.hash.slice(1);
  const known = ORDER.includes(wanted);
  if (current && wanted !== "" && !known) return; // the link past the navigation
  const chosen = known ? wanted : "overview";
  if (chosen === current) return;
  current = chosen;
  for (const id of ORDER) at(id).hidden = id !== current;
  for (const link of at("views").querySelectorAll("a")) mark(link, "aria-current", link.hash === `#${current}` ? "page" : null);
  title();
  tick();
}

function title() {
  const view = at("views").querySelector("[aria-current]")?.textContent ?? "";
  document.title = [state === "lost" ? "Cannot be reached" : null, view, app.varz?.server_name, "Dialtone"].filter(Boolean).join(" · ");
}

// ---- when it is read

let state = "starting";
let paused = false;
let timer;
let running = false;
let again = false;
let failures = 0;
let lostSince = 0;
let read_at = 0;

async function tick() {
  clearTimeout(timer);
  if (running) {
    again = true;
    return;
  }
  running = true;
  try {
    app.varz = await read("varz");
    app.history.add(app.varz);
    server(app.varz);
    const view = current;
    await views[view].refresh(app);
    at(view).removeAttribute("aria-busy");
    reached();
  } catch (failure) {
    lost(failure);
  } finally {
    running = false;
    if (again) {
      again = false;
      tick();
    } else {
      wait();
    }
  }
}

function wait() {
  clearTimeout(timer);
  if (paused || document.hidden) return;
  const interval = Number(at("interval").value);
  timer = setTimeout(tick, failures === 0 ? interval : Math.min(LONGEST_WAIT_MS, Math.max(interval, 1000) * 2 ** Math.min(failures - 1, 4)));
}

function reached() {
  read_at = Date.now();
  if (failures > 0) {
    app.announce("The server can be reached again.");
    at("trouble").hidden = true;
    document.body.classList.remove("stale");
  }
  failures = 0;
  show(paused ? "paused" : "live");
}

function lost(failure) {
  failures++;
  if (failures === 1) lostSince = Date.now();
  const what = failure.status === 401 ? "The server asks for a password: load this page again."
    : failure.status ? `The server cannot answer (${failure.message}).`
    : `The server cannot be reached since ${time(lostSince)} (${failure.message}).`;
  say(at("trouble"), what + (read_at ? ` The figures are those of ${time(read_at)}.` : "") + (paused ? "" : " It is tried again."));
  at("trouble").hidden = false;
  document.body.classList.toggle("stale", read_at > 0);
  show("lost");
  if (!failure.status && !(failure.name === "Unread") && failure.stack) console.error(failure);
}

const STATES = { starting: "Connecting", live: "Live", paused: "Paused", lost: "Not reached" };

function show(now) {
  state = now;
  mark(at("state"), "data-state", now);
  say(at("state"), STATES[now]);
  title();
}

function server(varz) {
  say(at("server-name"), varz.server_name);
  mark(at("server-name"), "title", varz.server_name);
  const ready = [`nats-server ${varz.version} protocol`, varz.cluster?.name && `cluster ${varz.cluster.name}`, `${varz.host}:${varz.port}`, `up ${varz.uptime}`];
  say(at("server-line"), ready.filter(Boolean).join(" · "));
  say(at("footer-line"), `Dialtone · ${varz.server_id} · ${varz.go}`);
}

function pause(on) {
  paused = on;
  mark(at("pause"), "aria-pressed", String(paused));
  say(at("pause"), paused ? "Go on" : "Pause");
  if (state !== "lost") show(paused ? "paused" : "live");
  if (paused) clearTimeout(timer);
  else tick();
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) clearTimeout(timer);
  else if (!paused) tick();
});

// ---- what can be set

const THEMES = ["system", "light", "dark"];

function theme(name) {
  const chosen = THEMES.includes(name) ? name : "system";
  mark(document.documentElement, "data-theme", chosen === "system" ? null : chosen);
  say(at("theme"), `Theme: ${chosen}`);
  settings.set("theme", chosen);
  return chosen;
}

let shownTheme = theme(settings.get("theme"));
const nextTheme = () => (shownTheme = theme(THEMES[(THEMES.indexOf(shownTheme) + 1) % THEMES.length]));

at("interval").value = settings.get("interval") ?? "2000";
if (!at("interval").value) at("interval").value = "2000";
at("interval").addEventListener("change", () => {
  settings.set("interval", at("interval").value);
  tick();
});
at("keys-on").checked = settings.get("keys") !== "off";
at("keys-on").addEventListener("change", () => settings.set("keys", at("keys-on").checked ? "on" : "off"));
at("theme").addEventListener("click", nextTheme);
at("pause").addEventListener("click", () => pause(!paused));
at("help").addEventListener("click", () => at("keys").showModal());
for (const id of ["keys", "detail"]) {
  at(`${id}-close`).addEventListener("click", () => at(id).close());
  at(id).addEventListener("click", (event) => {
    if (event.target === at(id)) at(id).close();
  });
}
for (const form of document.querySelectorAll("form")) form.addEventListener("submit", (event) => event.preventDefault());

const KEYS = {
  p: () => pause(!paused),
  r: () => tick(),
  t: nextTheme,
  "?": () => at("keys").showModal(),
  "/": () => views[current].find?.focus(),
  n: () => views[current].turn?.(1),
  b: () => views[current].turn?.(-1),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input:not([type=checkbox]), select, textarea");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !at("keys-on").checked || document.querySelector("dialog[open]")) return;
  const view = ORDER[Number(event.key) - 1];
  if (view) {
    location.hash = view;
    choose(); // the next key is for this view, and the event may come after it
  } else if (KEYS[event.key]) KEYS[event.key]();
  else return;
  event.preventDefault();
});

for (const id of ORDER) mark(at(id), "aria-busy", "true");
window.addEventListener("hashchange", choose);
choose();
