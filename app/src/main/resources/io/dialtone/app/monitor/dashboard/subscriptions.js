// What is subscribed to, and by whom.
import { at, el, say } from "./dom.js";
import { count } from "./format.js";
import { read, Unread } from "./feed.js";
import { showConnection } from "./detail.js";
import { pager, table } from "./table.js";

export function subscriptionsView(app) {
  let offset = 0;
  const account = at("subscription-account");
  const test = at("subscription-test");
  const rows = at("subscription-rows");
  const list = table([
    { label: "Subject", width: 22, code: true, wide: true, text: (s) => s.subject },
    { label: "Queue group", code: true, wide: true, text: (s) => s.qgroup ?? "" },
    { label: "Account", wide: true, text: (s) => s.account },
    { label: "Messages", number: true, text: (s) => count(s.msgs) },
    { label: "Sid", code: true, text: (s) => s.sid },
    { label: "Connection", width: 7, number: true, text: (s) => s.cid || "server", title: (s) => `Connection ${s.cid}: details`, pressable: (s) => s.cid > 0, press: (s) => showConnection(s.cid) },
  ], { label: "Subscriptions", keyOf: (s) => `${s.account} ${s.cid} ${s.sid} ${s.subject}`, empty: "No subscription of that kind." });
  const pages = pager("Pages of subscriptions", (to) => {
    offset = to;
    app.refresh();
  });
  at("subscription-table").append(list.node);
  at("subscription-pager").append(pages.node);

  function again() {
    offset = 0;
    app.refresh();
  }
  for (const field of [account, rows]) field.addEventListener("change", again);
  let typing;
  test.addEventListener("input", () => {
    clearTimeout(typing);
    typing = setTimeout(again, 250);
  });

  async function accounts() {
    const names = (await read("accountz")).accounts ?? [];
    const chosen = account.value;
    if (names.join("\n") === [...account.options].slice(1).map((o) => o.value).join("\n")) return;
    account.replaceChildren(el("option", { value: "" }, "all"), ...names.map((name) => el("option", { value: name }, name)));
    account.value = names.includes(chosen) ? chosen : "";
  }

  return {
    find: test,
    turn: pages.turn,
    async refresh() {
      await accounts();
      const limit = Number(rows.value);
      let page;
      try {
        page = await read("subsz", { subs: 1, offset, limit, acc: account.value, test: test.value.trim() });
      } catch (failure) {
        if (!(failure instanceof Unread) || failure.status !== 400) throw failure;
        say(at("subscription-line"), failure.message);
        list.show([]);
        pages.show(0, limit, 0);
        return;
      }
      const shown = page.subscriptions_list ?? [];
      if (shown.length === 0 && offset > 0) {
        offset = 0;
        return;
      }
      say(at("subscription-line"), `${count(page.num_subscriptions)} subscriptions; ${count(page.num_inserts)} made and ${count(page.num_removes)} ended since the start.`);
      list.show(shown);
      pages.show(offset, limit, page.total);
    },
  };
}
