// Routes, gateways and leaf links: gathered to one picture of the neighbourhood, and as tables.
import { at, el } from "./dom.js";
import { bytes, count, millis, rtt } from "./format.js";
import { read } from "./feed.js";
import { table } from "./table.js";

/** What the server is linked with. */
export async function neighbourhood(varz) {
  const [routez, gatewayz, leafz, clusterz] = await Promise.all([read("routez"), read("gatewayz"), read("leafz"), read("clusterz").catch(() => ({}))]);
  return { varz, peers: peers(routez), gateways: gateways(varz, gatewayz), leafs: leafs(leafz), routez, gatewayz, leafz, members: clusterz.members ?? [], clusterz };
}

/** Servers of the cluster; several connections to one are one. */
function peers(routez) {
  const byServer = new Map();
  for (const route of routez.routes ?? []) {
    const peer = byServer.get(route.remote_id) ?? { id: route.remote_id, name: route.remote_name || route.remote_id, links: 0, rtt: undefined };
    peer.links++;
    if (!(millis(peer.rtt) <= millis(route.rtt))) peer.rtt = route.rtt;
    byServer.set(route.remote_id, peer);
  }
  return [...byServer.values()].sort(byName);
}

/** Other clusters: those that are configured and cannot be reached, too. */
function gateways(varz, gatewayz) {
  const out = gatewayz.outbound_gateways ?? {};
  const inbound = gatewayz.inbound_gateways ?? {};
  const configured = (varz.gateway?.gateways ?? []).map((gateway) => gateway.name);
  const names = new Set([...Object.keys(out), ...Object.keys(inbound), ...configured]);
  names.delete(gatewayz.name);
  return [...names].map((name) => ({ name, connection: out[name]?.connection, rtt: out[name]?.connection?.rtt, inbound: inbound[name]?.length ?? 0 })).sort(byName);
}

function leafs(leafz) {
  return (leafz.leafs ?? []).map((leaf) => ({ ...leaf, name: leaf.name || `${leaf.ip}:${leaf.port}` })).sort(byName);
}

const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

const traffic = [
  { label: "In msgs", number: true, text: (l) => count(l.in_msgs) },
  { label: "Out msgs", number: true, text: (l) => count(l.out_msgs) },
  { label: "In", number: true, text: (l) => bytes(l.in_bytes) },
  { label: "Out", number: true, text: (l) => bytes(l.out_bytes) },
];
const common = [
  { label: "Address", code: true, text: (l) => (l.ip ? `${l.ip}:${l.port}` : "–") },
  { label: "RTT", number: true, text: (l) => rtt(l.rtt) },
  { label: "Subscriptions", width: 7.5, number: true, text: (l) => count(l.subscriptions) },
];
const slow = (link) => (link.pending_size > 1 << 20 ? "behind" : null);

const routeTable = table([
  { label: "Server", wide: true, text: (l) => l.remote_name || l.remote_id },
  ...common,
  { label: "Pending", number: true, text: (l) => bytes(l.pending_size) },
  ...traffic,
  { label: "Account", wide: true, text: (l) => l.account ?? "" },
  { label: "Began", text: (l) => (l.did_solicit ? "here" : "there") },
  { label: "Compression", width: 9, text: (l) => l.compression ?? "" },
  { label: "Uptime", number: true, text: (l) => l.uptime },
], { label: "Routes to servers of the cluster", keyOf: (l) => l.rid, level: slow, empty: "No routes." });

const gatewayTable = table([
  { label: "Cluster", wide: true, text: (l) => l.cluster },
  { label: "Direction", width: 10, text: (l) => l.direction, badge: (l) => (l.cid ? null : ["not connected", ""]) },
  ...common,
  ...traffic,
  { label: "Uptime", number: true, text: (l) => l.uptime ?? "" },
], { label: "Gateways to other clusters", keyOf: (l) => `${l.cluster} ${l.direction} ${l.cid ?? ""}`, empty: "No gateways." });

const leafTable = table([
  { label: "Name", wide: true, text: (l) => l.name },
  { label: "Account", wide: true, text: (l) => l.account ?? "" },
  { label: "Other side", text: (l) => (l.is_spoke ? "hub" : "leaf") },
  ...common,
  ...traffic,
  { label: "Compression", width: 9, text: (l) => l.compression ?? "" },
], { label: "Leaf links", keyOf: (l) => l.id, empty: "No leaf links." });

const memberTable = table([
  { label: "Member", wide: true, text: (m) => m.server_name || m.name || m.address },
  { label: "Address", code: true, text: (m) => m.address ?? "" },
  { label: "Status", text: (m) => m.status ?? "", badge: (m) => (m.reachable === false ? ["cannot be reached", ""] : null) },
  { label: "Roles", text: (m) => (m.roles ?? []).join(", ") },
], { label: "Members of the Akka Cluster", keyOf: (m) => m.address ?? m.server_id, empty: "None." });

/** The view with the tables. */
export function linksView() {
  const members = el("div", {}, el("h3", {}, "Akka Cluster"), memberTable.node);
  members.hidden = true;
  at("link-tables").className = "stack";
  at("link-tables").append(
    el("div", {}, el("h3", {}, "Routes, to servers of the cluster"), routeTable.node),
    el("div", {}, el("h3", {}, "Gateways, to other clusters"), gatewayTable.node),
    el("div", {}, el("h3", {}, "Leaf links"), leafTable.node),
    members);
  return {
    async refresh(app) {
      const near = await neighbourhood(app.varz);
      routeTable.show(near.routez.routes ?? []);
      gatewayTable.show(near.gateways.flatMap((gateway) => [
        { ...gateway.connection, cluster: gateway.name, direction: "out" },
        ...(near.gatewayz.inbound_gateways?.[gateway.name] ?? []).map((g) => ({ ...g.connection, cluster: gateway.name, direction: "in" })),
      ]));
      leafTable.show(near.leafs);
      members.hidden = !near.clusterz.enabled;
      memberTable.show(near.members);
    },
  };
}
