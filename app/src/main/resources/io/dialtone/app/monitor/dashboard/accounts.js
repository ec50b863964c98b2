// Accounts and what goes through them.
import { at } from "./dom.js";
import { bytes, count, rate } from "./format.js";
import { read } from "./feed.js";
import { Rates } from "./history.js";
import { showAccount } from "./detail.js";
import { table } from "./table.js";

export function accountsView(app) {
  const rates = new Rates();
  let accounts = [];
  const list = table([
    { label: "Account", width: 10, wide: true, text: (a) => a.acc, title: (a) => `Account ${a.acc}: details`, press: (a) => showAccount(a.acc) },
    { label: "Connections", width: 7, number: true, text: (a) => count(a.conns) },
    { label: "Leafs", number: true, text: (a) => count(a.leafnodes) },
    { label: "Subscriptions", width: 7.5, number: true, text: (a) => count(a.num_subscriptions) },
    { label: "In msgs/s", width: 6.6, number: true, text: (a) => rate(a.rates[0]) },
    { label: "Out msgs/s", width: 6.6, number: true, text: (a) => rate(a.rates[1]) },
    { label: "In/s", number: true, text: (a) => bytes(a.rates[2]) },
    { label: "Out/s", number: true, text: (a) => bytes(a.rates[3]) },
    { label: "In msgs", number: true, text: (a) => count(a.received.msgs) },
    { label: "Out msgs", number: true, text: (a) => count(a.sent.msgs) },
    { label: "In", number: true, text: (a) => bytes(a.received.bytes) },
    { label: "Out", number: true, text: (a) => bytes(a.sent.bytes) },
    { label: "Slow consumers", width: 8.5, number: true, text: (a) => count(a.slow_consumers) },
    { label: "Name", width: 9, wide: true, text: (a) => (a.name === a.acc ? "" : a.name) },
  ], { label: "Accounts", keyOf: (a) => a.acc, empty: "No account of that name." });
  at("account-table").append(list.node);

  function draw() {
    const wanted = at("account-find").value.trim().toLowerCase();
    list.show(accounts.filter((a) => wanted === "" || `${a.acc} ${a.name}`.toLowerCase().includes(wanted)));
  }
  at("account-find").addEventListener("input", draw);
  at("account-unused").addEventListener("change", () => app.refresh());

  return {
    find: at("account-find"),
    async refresh() {
      const page = await read("accstatz", { unused: at("account-unused").checked ? 1 : 0 });
      const now = Date.parse(page.now);
      accounts = (page.account_statz ?? []).map((a) => ({ ...a, rates: rates.of(a.acc, now, [a.received.msgs, a.sent.msgs, a.received.bytes, a.sent.bytes]) }));
      draw();
    },
  };
}
