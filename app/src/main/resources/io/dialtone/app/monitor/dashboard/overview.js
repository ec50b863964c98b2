// The first view: figures, lines, neighbourhood, the newest events.
import { at, el, keep, mark, say } from "./dom.js";
import { bytes, count, rate, time } from "./format.js";
import { chart } from "./chart.js";
import { latest, list } from "./events.js";
import { neighbourhood } from "./links.js";
import { read } from "./feed.js";
import { table } from "./table.js";
import { topology } from "./topology.js";

const EVENTS = 12;

const tiles = [
  { label: "Connections", value: (v) => count(v.connections), more: (v) => `${count(v.total_connections)} since the start` },
  { label: "Messages in", value: (v, h) => `${rate(h?.inMsgs)}/s`, more: (v) => `${count(v.in_msgs)} in all` },
  { label: "Messages out", value: (v, h) => `${rate(h?.outMsgs)}/s`, more: (v) => `${count(v.out_msgs)} in all` },
  { label: "Bytes in", value: (v, h) => `${bytes(h?.inBytes)}/s`, more: (v) => `${bytes(v.in_bytes)} in all` },
  { label: "Bytes out", value: (v, h) => `${bytes(h?.outBytes)}/s`, more: (v) => `${bytes(v.out_bytes)} in all` },
  { label: "Subscriptions", value: (v) => count(v.subscriptions), more: (v) => `${count(v.routes)} routes, ${count(v.leafnodes)} leafs` },
  { label: "Slow consumers", value: (v) => count(v.slow_consumers), more: (v) => `${count(v.stale_connections ?? 0)} stale`, level: (v, h) => (h?.slow > 0 ? "bad" : null) },
  { label: "Memory", value: (v) => bytes(v.mem), more: (v) => `CPU ${v.cpu} % of ${v.cores} cores` },
];

export function overviewView() {
  const charts = [
    chart("Messages per second", [{ label: "in", of: (s) => s.inMsgs }, { label: "out", of: (s) => s.outMsgs }], rate),
    chart("Bytes per second", [{ label: "in", of: (s) => s.inBytes }, { label: "out", of: (s) => s.outBytes }], bytes, 1024, 2),
    chart("Connections", [{ label: "open", of: (s) => s.connections }, { label: "new per s", of: (s) => s.opened }], rate),
    chart("Slow consumers closed", [{ label: "since the last look", of: (s) => s.slow }], count),
  ];
  at("charts").append(...charts.map((c) => c.node));
  const picture = topology(at("topology"));
  const figures = table([
    { label: "Time", text: (s) => time(s.at) },
    { label: "Messages in /s", width: 9, number: true, text: (s) => rate(s.inMsgs) },
    { label: "Messages out /s", width: 9, number: true, text: (s) => rate(s.outMsgs) },
    { label: "Bytes in /s", width: 9, number: true, text: (s) => bytes(s.inBytes) },
    { label: "Bytes out /s", width: 9, number: true, text: (s) => bytes(s.outBytes) },
    { label: "Connections", width: 8, number: true, text: (s) => count(s.connections) },
    { label: "Slow consumers", width: 9, number: true, text: (s) => count(s.slow) },
  ], { label: "Figures of the charts, newest first", keyOf: (s) => s.at, empty: "Nothing yet." });
  at("figures").append(figures.node);
  const details = at("figures").closest("details");

  const busiest = table([
    { label: "Subject", width: 22, code: true, wide: true, text: (s) => s.subject },
    { label: "Account", wide: true, text: (s) => s.account },
    { label: "Messages /s", width: 9, number: true, text: (s) => rate(s.msgs_per_second) },
  ], { label: "Subjects that clients of this server publish most messages on", keyOf: (s) => s.place, empty: "Nothing is published." });
  at("busiest-table").append(busiest.node);

  function draw(app) {
    const now = app.history.latest;
    keep(at("tiles"), tiles, (tile) => tile.label,
      (tile) => el("div", {}, el("dt", {}, tile.label), el("dd"), el("dd", { class: "more" })),
      (node, tile) => {
        mark(node, "data-level", tile.level?.(app.varz, now) ?? null);
        say(node.children[1], tile.value(app.varz, now));
        say(node.children[2], tile.more(app.varz));
      });
    charts.forEach((c) => c.show(app.history.samples));
    if (details.open) figures.show(app.history.samples.slice(-60).reverse());
  }

  return {
    async refresh(app) {
      draw(app);
      const [near, events, top] = await Promise.all([neighbourhood(app.varz), latest(50), read("topz", { limit: 10 })]);
      picture.show(near);
      app.watch.take(events, app.announce);
      at("busiest").hidden = !top.enabled;
      // Rows are places: they stay where they are while subjects overtake each other.
      busiest.show((top.subjects ?? []).map((subject, place) => ({ ...subject, place })));
      list(at("latest"), events.slice(0, EVENTS));
    },
  };
}
