// The picture of what this server is linked with: leaf nodes, its cluster, other clusters.
import { mark, svg } from "./dom.js";
import { count, rtt } from "./format.js";

const BOX = 46;
const GAP = 10;
const MOST = 8;
const HEAD = 26;

export function topology(host) {
  const picture = svg("svg", { role: "img" });
  host.append(picture);
  let near = null;
  let width = 0;
  new ResizeObserver(([entry]) => {
    if (Math.abs(entry.contentRect.width - width) > 1) {
      width = entry.contentRect.width;
      draw();
    }
  }).observe(host);

  function draw() {
    if (!near || width < 50) return;
    const { parts, height } = width < 560 ? narrow(near, width) : wide(near, width);
    mark(picture, "viewBox", `0 0 ${width} ${height}`);
    mark(picture, "height", height);
    mark(picture, "aria-label", told(near));
    picture.replaceChildren(...parts);
  }

  return {
    show(neighbourhood) {
      near = neighbourhood;
      draw();
    },
  };
}

// ---- what stands in the boxes

const self = (near) => ({ name: near.varz.server_name, sub: `this server · ${count(near.varz.connections)} connections`, kind: "self" });

const peer = (p) => ({ name: p.name, sub: `RTT ${rtt(p.rtt)} · ${p.links} ${p.links === 1 ? "route" : "routes"}`, kind: "peer" });

const gateway = (g) => (g.connection
  ? { name: g.name, sub: `RTT ${rtt(g.rtt)} · ${g.inbound} inbound`, kind: "gateway" }
  : { name: g.name, sub: g.inbound ? `not connected out · ${g.inbound} inbound` : "not connected", kind: "gateway down" });

const leaf = (l) => ({ name: l.name, sub: `RTT ${rtt(l.rtt)} · ${l.is_spoke ? "hub" : "leaf"} · ${l.account ?? ""}`, kind: "leaf" });

function some(items, toBox) {
  const boxes = items.slice(0, items.length > MOST ? MOST - 1 : MOST).map(toBox);
  return items.length > MOST ? [...boxes, { name: `${items.length - MOST + 1} more`, sub: "in the view Links", kind: "more" }] : boxes;
}

function told(near) {
  const list = (items, one) => items.slice(0, MOST).map(one).join(", ") + (items.length > MOST ? " and more" : "");
  const parts = [`Topology as ${near.varz.server_name} sees it`];
  parts.push(near.peers.length ? `${near.peers.length} other servers of the cluster: ${list(near.peers, (p) => `${p.name}, round trip ${rtt(p.rtt)}`)}` : "no other servers of a cluster");
  parts.push(near.gateways.length ? `gateways: ${list(near.gateways, (g) => `${g.name}, ${g.connection ? `round trip ${rtt(g.rtt)}` : "not connected"}`)}` : "no gateways");
  parts.push(near.leafs.length ? `${near.leafs.length} leaf links: ${list(near.leafs, (l) => `${l.name}, round trip ${rtt(l.rtt)}`)}` : "no leaf links");
  return `${parts.join(". ")}. The view Links has all of it as tables.`;
}

// ---- where they stand

/** Leaf nodes to the left, the cluster in the middle, other clusters to the right. */
function wide(near, width) {
  const left = some(near.leafs, leaf);
  const middle = some(near.peers, peer);
  const right = some(near.gateways, gateway);
  const columns = 1 + (left.length > 0) + (right.length > 0);
  const box = Math.min(250, (width - 24 - (columns - 1) * 70) / columns);
  const reach = columns * box + (columns - 1) * Math.min(110, (width - 24 - columns * box) / Math.max(1, columns - 1));
  const step = columns > 1 ? (reach - box) / (columns - 1) : 0;
  const start = (width - reach) / 2;
  const x = { left: start, middle: start + (left.length > 0 ? step : 0), right: start + (columns - 1) * step };
  const parts = [];
  const rows = Math.max(left.length, right.length, middle.length + 1);
  const height = HEAD + rows * (BOX + GAP) + 8;
  const me = HEAD + 4;
  const hub = me + BOX / 2;
  parts.push(svg("text", { class: "group", x: x.middle, y: 14 }, clip(near.varz.cluster?.name ? `Cluster ${near.varz.cluster.name}` : "No cluster", box / 7)));
  if (left.length) parts.push(svg("text", { class: "group", x: x.left, y: 14 }, "Leaf links"));
  if (right.length) parts.push(svg("text", { class: "group", x: x.right, y: 14 }, "Gateways"));
  const column = (boxes, at, first, line) => boxes.forEach((item, i) => {
    const y = first + i * (BOX + GAP);
    parts.push(line(item, y + BOX / 2), card(item, at, y, box));
  });
  column(left, x.left, me, (item, y) => curve(item, x.middle, hub, x.left + box, y));
  column(right, x.right, me, (item, y) => curve(item, x.middle + box, hub, x.right, y));
  column(middle, x.middle + 18, me + BOX + GAP, (item, y) => elbow(item, x.middle + 8, me + BOX, x.middle + 18, y));
  parts.push(card(self(near), x.middle, me, box));
  return { parts, height };
}

/** All below each other, for a narrow screen. */
function narrow(near, width) {
  const parts = [card(self(near), 1, 2, width - 2)];
  let y = 2 + BOX + GAP;
  for (const [label, boxes] of [
    [near.varz.cluster?.name ? `Cluster ${near.varz.cluster.name}` : "Cluster", some(near.peers, peer)],
    ["Gateways", some(near.gateways, gateway)],
    ["Leaf links", some(near.leafs, leaf)],
  ]) {
    if (boxes.length === 0) continue;
    parts.push(svg("text", { class: "group", x: 24, y: y + 13 }, clip(label, width / 8)));
    y += 20;
    for (const item of boxes) {
      parts.push(elbow(item, 10, 2 + BOX, 24, y + BOX / 2), card(item, 24, y, width - 26));
      y += BOX + GAP;
    }
  }
  return { parts, height: y };
}

function card(item, x, y, width) {
  const letters = (width - 20) / 6.9;
  return svg("g", { class: item.kind, transform: `translate(${x.toFixed(1)} ${y.toFixed(1)})` },
    svg("title", {}, `${item.name}: ${item.sub}`),
    svg("rect", { width: width - (item.kind === "peer" ? 18 : 0), height: BOX, rx: 7 }),
    // A picture in the picture cuts off what wide letters make too long.
    svg("svg", { width: width - (item.kind === "peer" ? 24 : 6), height: BOX },
      svg("text", { class: "name", x: 10, y: 19 }, clip(item.name, letters)),
      svg("text", { class: "sub", x: 10, y: 36 }, clip(item.sub, letters * 1.12))));
}

const clip = (text, letters) => (text.length <= letters ? text : `${[...text].slice(0, Math.max(1, Math.floor(letters) - 1)).join("")}…`);

const curve = (item, x1, y1, x2, y2) => svg("path", { class: item.kind.includes("down") ? "down" : null, d: `M${x1},${y1}C${(x1 + x2) / 2},${y1} ${(x1 + x2) / 2},${y2} ${x2},${y2}` });

const elbow = (item, x1, y1, x2, y2) => svg("path", { class: item.kind.includes("down") ? "down" : null, d: `M${x1},${y1}V${y2}H${x2}` });
