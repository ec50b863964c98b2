// Lines over the last minutes. The picture says in words what it shows; the same figures stand in a table on the page.
import { el, mark, say, svg } from "./dom.js";
import { time } from "./format.js";
import { History } from "./history.js";

const HEIGHT = 130;
const TOP = 8;
const BOTTOM = 112;
const LINES = 2;

/** A chart of one or two series, each with `label` and `of(sample)`; `show` writes a value. */
export function chart(title, series, show, least = 4, base = 10) {
  const keys = series.map((s, i) => el("b"));
  const when = el("span", { class: "unseen" });
  const picture = svg("svg", { role: "img", tabindex: 0, "aria-roledescription": "line chart", pointermove: point, pointerleave: leave, keydown: step, blur: leave });
  const node = el("figure", { class: "card chart" },
    el("figcaption", {}, el("h3", {}, title), ...series.map((s, i) => el("span", { class: `key k${i}` }, s.label + " ", keys[i])), when), picture);
  let samples = [];
  let picked = -1;
  let width = 0;
  new ResizeObserver(([entry]) => {
    if (Math.abs(entry.contentRect.width - width) > 1) {
      width = entry.contentRect.width;
      draw();
    }
  }).observe(picture);

  const x = (at) => width - ((samples[samples.length - 1].at - at) / History.span) * width;

  function draw() {
    if (width < 10) return;
    mark(picture, "viewBox", `0 0 ${width} ${HEIGHT}`);
    const top = ceiling(Math.max(least, ...samples.flatMap((sample) => series.map((s) => s.of(sample)))), base);
    const y = (value) => BOTTOM - (value / top) * (BOTTOM - TOP);
    const parts = [];
    for (let i = 0; i <= LINES; i++) {
      const at = y((top * i) / LINES);
      parts.push(svg("line", { class: "grid", x1: 0, x2: width, y1: at, y2: at }));
      if (i > 0) parts.push(svg("text", { x: 2, y: at + 12 }, show((top * i) / LINES)));
    }
    for (let minute = 1; minute <= 4; minute++) {
      parts.push(svg("text", { x: width - (minute * 60_000 * width) / History.span, y: HEIGHT - 3, "text-anchor": "middle" }, `−${minute} min`));
    }
    if (samples.length > 0) {
      series.forEach((s, i) => {
        const pieces = runs(samples).map((run) => run.map((sample) => `${x(sample.at).toFixed(1)},${y(s.of(sample)).toFixed(1)}`));
        if (i === 0) parts.push(...pieces.map((run) => svg("path", { class: "area", d: area(run) })));
        parts.push(...pieces.map((run) => svg("path", { class: `line s${i}`, d: `M${run.join("L")}${run.length === 1 ? "h1" : ""}` })));
      });
      const sample = samples[picked];
      if (sample) parts.push(svg("line", { class: "cursor", x1: x(sample.at), x2: x(sample.at), y1: TOP, y2: BOTTOM }));
    }
    picture.replaceChildren(...parts);
    words();
  }

  function words() {
    const sample = samples[picked] ?? samples[samples.length - 1];
    series.forEach((s, i) => say(keys[i], sample ? show(s.of(sample)) : "–"));
    say(when, samples[picked] ? ` at ${time(sample.at)}` : "");
    mark(picture, "aria-label", `${title}. ${samples.length === 0 ? "Nothing yet." : series.map(told).join(". ")}`);
  }

  function told(s) {
    const values = samples.map(s.of);
    return `${s.label}: now ${show(values[values.length - 1])}, lowest ${show(Math.min(...values))}, highest ${show(Math.max(...values))}`;
  }

  function point(event) {
    const at = samples.length === 0 ? 0 : samples[samples.length - 1].at - (1 - event.offsetX / width) * History.span;
    pick(samples.reduce((best, sample, i) => (Math.abs(sample.at - at) < Math.abs((samples[best]?.at ?? Infinity) - at) ? i : best), -1));
  }

  function step(event) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by || samples.length === 0) return;
    event.preventDefault();
    pick(Math.min(samples.length - 1, Math.max(0, (picked < 0 ? samples.length : picked) + by)));
  }

  function leave() {
    pick(-1);
  }

  function pick(index) {
    if (index !== picked) {
      picked = index;
      draw();
    }
  }

  return {
    node,
    show(all) {
      // The moment that is looked at stays the same while older ones go.
      const moment = samples[picked]?.at;
      samples = [...all];
      picked = moment === undefined ? -1 : samples.findIndex((sample) => sample.at === moment);
      draw();
    },
  };
}

/** Runs of samples without a pause between them. */
function runs(samples) {
  const all = [];
  for (const sample of samples) {
    const run = all[all.length - 1];
    const before = run?.[run.length - 1];
    if (before && sample.at - before.at < 3 * Math.max(1000, before.step)) run.push(sample);
    else all.push([sample]);
  }
  return all;
}

function area(run) {
  const [first] = run[0].split(",");
  const [last] = run[run.length - 1].split(",");
  return `M${first},${BOTTOM}L${run.join("L")}L${last},${BOTTOM}Z`;
}

/** The next round number. */
function ceiling(value, base) {
  if (base === 2) return 2 ** Math.ceil(Math.log2(value));
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 4, 5, 8, 10].map((n) => n * power).find((n) => n >= value);
}
