// The connections: sorted by the server, found here.
import { at, el } from "./dom.js";
import { bytes, count, rtt, time } from "./format.js";
import { read } from "./feed.js";
import { showConnection } from "./detail.js";
import { pager, table } from "./table.js";

/** How many are looked through for what is to be found. */
const SEARCHED = 10_000;
/** What part of the most that may wait makes a connection one that falls behind, and one about to be closed. */
const BEHIND = 0.1;
const SLOW = 0.75;

const SORTS = [
  ["cid", "oldest first"], ["uptime", "newest first"], ["pending", "most pending"], ["subs", "most subscriptions"], ["msgs_from", "most messages in"],
  ["msgs_to", "most messages out"], ["bytes_from", "most bytes in"], ["bytes_to", "most bytes out"], ["last", "last active"], ["idle", "idle longest"],
  ["rtt", "slowest round trip"], ["stop", "last closed"], ["reason", "reason"],
];
const CLOSED_ONLY = ["stop", "reason"];

const name = (c) => c.name || `${c.lang ?? ""} ${c.version ?? ""}`.trim() || "–";

export function connectionsView(app) {
  let offset = 0;
  const order = at("connection-sort");
  const state = at("connection-state");
  const find = at("connection-find");
  const rows = at("connection-rows");

  const columns = [
    { label: "Cid", width: 5, number: true, sort: "cid", order: "ascending", text: (c) => c.cid, title: (c) => `Connection ${c.cid}, ${name(c)}: details and subscriptions`, press: (c) => showConnection(c.cid, c.kind) },
    { label: "Name", width: 15, wide: true, text: name, badge: lagging },
    { label: "Account", width: 8.5, wide: true, text: (c) => c.account ?? "" },
    { label: "User", width: 7.5, wide: true, text: (c) => c.authorized_user ?? "" },
    { label: "Address", width: 10, code: true, text: (c) => `${c.ip}:${c.port}` },
    { label: "Subs", width: 4.8, number: true, sort: "subs", text: (c) => count(c.subscriptions) },
    { label: "Pending", width: 6.2, number: true, sort: "pending", text: (c) => bytes(c.pending_bytes) },
    { label: "In msgs", width: 6.2, number: true, sort: "msgs_from", text: (c) => count(c.in_msgs) },
    { label: "Out msgs", width: 6.8, number: true, sort: "msgs_to", text: (c) => count(c.out_msgs) },
    { label: "In", number: true, sort: "bytes_from", text: (c) => bytes(c.in_bytes) },
    { label: "Out", number: true, sort: "bytes_to", text: (c) => bytes(c.out_bytes) },
    { label: "RTT", number: true, sort: "rtt", text: (c) => rtt(c.rtt) },
    { label: "Uptime", width: 6.2, number: true, sort: "uptime", order: "ascending", text: (c) => c.uptime },
    { label: "Idle", number: true, sort: "idle", text: (c) => c.idle },
    { label: "Client", width: 8.5, text: (c) => [c.lang ?? c.kind, c.version].filter(Boolean).join(" ") },
    { label: "End", width: 17, text: (c) => (c.stop ? `${time(c.stop)} ${c.reason}` : "") },
  ];

  function lagging(c) {
    if (c.reason?.startsWith("Slow Consumer")) return ["slow consumer", ""];
    const part = c.pending_bytes / (app.varz?.max_pending ?? Infinity);
    return part >= SLOW ? ["slow consumer", ""] : part >= BEHIND ? ["falling behind", "warn"] : null;
  }

  const list = table(columns, {
    label: "Connections", keyOf: (c) => c.cid, empty: "No connection of that kind.",
    level: (c) => ({ "": "slow", warn: "behind" })[lagging(c)?.[1]] ?? null,
    onSort(word) {
      order.value = word;
      again();
    },
  });
  const pages = pager("Pages of connections", (to) => {
    offset = to;
    app.refresh();
  });
  at("connection-table").append(list.node);
  at("connection-pager").append(pages.node);

  function again() {
    offset = 0;
    app.refresh();
  }

  function sorts() {
    const closed = state.value === "closed";
    const chosen = order.value;
    order.replaceChildren(...SORTS.filter(([word]) => closed || !CLOSED_ONLY.includes(word)).map(([word, label]) => el("option", { value: word }, label)));
    order.value = [...order.options].some((option) => option.value === chosen) ? chosen : "cid";
    if (closed && chosen === "cid") order.value = "stop";
  }

  sorts();
  state.addEventListener("change", () => {
    sorts();
    again();
  });
  for (const field of [order, rows]) field.addEventListener("change", again);
  let typing;
  find.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(again, 250);
  });

  return {
    find,
    turn: pages.turn,
    async refresh() {
      // As it is when it is asked for: whoever chooses something else meanwhile gets that from the next answer.
      const [sort, kind, from, limit] = [order.value, state.value, offset, Number(rows.value)];
      const wanted = find.value.trim().toLowerCase();
      const query = { sort, state: kind, auth: 1 };
      const page = await read("connz", wanted ? { ...query, limit: SEARCHED } : { ...query, offset: from, limit });
      let shown = page.connections ?? [];
      let total = page.total;
      let note = "";
      if (wanted) {
        if (total > SEARCHED) note = ` found among the first ${count(SEARCHED)}`;
        shown = shown.filter((c) => [name(c), c.account, c.authorized_user, `${c.ip}:${c.port}`, c.lang, c.reason, c.kind, String(c.cid)].some((text) => text?.toLowerCase().includes(wanted)));
        total = shown.length;
        shown = shown.slice(from, from + limit);
      }
      if (shown.length === 0 && from > 0) {
        if (offset === from) offset = Math.max(0, Math.ceil(total / limit) - 1) * limit;
        return;
      }
      list.column("End", kind === "closed");
      list.column("Pending", kind === "open");
      list.sorted(sort);
      list.show(shown);
      pages.show(from, limit, total, note);
    },
  };
}
