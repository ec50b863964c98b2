// The window with one connection or one account.
import { at, el, facts } from "./dom.js";
import { bytes, count, moment, rtt } from "./format.js";
import { read } from "./feed.js";
import { table } from "./table.js";

function open(title, ...body) {
  at("detail-title").textContent = title;
  at("detail-body").replaceChildren(...body);
  if (!at("detail").open) at("detail").showModal();
  at("detail").scrollTop = 0;
}

const failed = (failure) => el("p", { class: "none", role: "alert" }, `It cannot be read: ${failure.message}`);

/** One connection with what it subscribes to. */
export async function showConnection(cid, kind = "Client") {
  open(`Connection ${cid}`, el("p", { class: "none" }, "Reading"));
  try {
    // By its id the server finds clients only; what leaf links want is in /leafz.
    const [connection] = (await read("connz", { cid, auth: 1, subs: "detail", state: "any" })).connections ?? [];
    if (!connection) {
      open(`Connection ${cid}`, el("p", { class: "none" }, kind === "Client" ? "It is not known any more." : "It is a link between servers: see the view Links."));
      return;
    }
    const rows = (connection.subscriptions_list_detail ?? []).map((s, i) => ({ ...s, i }));
    const subscriptions = table([
      { label: "Subject", code: true, wide: true, text: (s) => s.subject },
      { label: "Queue group", code: true, wide: true, text: (s) => s.qgroup ?? "" },
      { label: "Sid", code: true, text: (s) => s.sid },
      { label: "Messages", number: true, text: (s) => count(s.msgs) },
      { label: "At most", number: true, text: (s) => (s.max ? count(s.max) : "") },
    ], { label: `Subscriptions of connection ${cid}`, keyOf: (s) => s.i, empty: "It has no subscriptions." });
    subscriptions.show(rows);
    open(`Connection ${cid}${connection.name ? ` · ${connection.name}` : ""}`, facts(of(connection)), el("h3", {}, `${rows.length} subscriptions`), subscriptions.node);
  } catch (failure) {
    open(`Connection ${cid}`, failed(failure));
  }
}

function of(c) {
  return [
    ["Address", `${c.ip}:${c.port}`], ["Account", c.account], ["User", c.authorized_user], ["Kind", [c.kind, c.type].filter(Boolean).join(", ")],
    ["Client", [c.lang, c.version].filter(Boolean).join(" ")], ["TLS", c.tls_version && `${c.tls_version}, ${c.tls_cipher_suite}`],
    ["Since", moment(c.start)], ["Closed", c.stop && moment(c.stop)], ["Reason", c.reason], ["Last activity", moment(c.last_activity)], ["RTT", rtt(c.rtt)],
    ["Pending", bytes(c.pending_bytes)], ["Received", `${count(c.in_msgs)} messages, ${bytes(c.in_bytes)}`], ["Sent", `${count(c.out_msgs)} messages, ${bytes(c.out_bytes)}`],
    ["Times held back", c.stalls],
  ];
}

/** One account. */
export async function showAccount(name) {
  open(`Account ${name}`, el("p", { class: "none" }, "Reading"));
  try {
    const account = (await read("accountz", { acc: name })).account_detail ?? {};
    open(`Account ${name}`,
      facts([
        ["Name", account.name_tag], ["Client connections", account.client_connections], ["Leaf links", account.leafnode_connections],
        ["Subscriptions", account.subscriptions], ["Changed", moment(account.update_time)], ["Expired", account.expired ? "yes" : "no"],
        ["Exports", account.exports?.length ?? 0], ["Imports", account.imports?.length ?? 0],
      ]),
      el("h3", {}, "All that the server says of it"), el("pre", { tabindex: 0, "aria-label": "JSON" }, JSON.stringify(account, null, 2)));
  } catch (failure) {
    open(`Account ${name}`, failed(failure));
  }
}
