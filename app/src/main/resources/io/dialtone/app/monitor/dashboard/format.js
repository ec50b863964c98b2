// Numbers, sizes and times as people read them.

const grouped = new Intl.NumberFormat("en");
const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** A count: in full up to 99,999, then shortened. */
export function count(n) {
  return !Number.isFinite(n) ? "–" : n < 100_000 ? grouped.format(Math.round(n)) : short(n, 1000, ["", "k", "M", "G", "T", "P"]);
}

/** A number per second. */
export function rate(n) {
  if (!Number.isFinite(n)) return "–";
  return n < 1000 ? String(n < 10 ? Math.round(n * 10) / 10 : Math.round(n)) : short(n, 1000, ["", "k", "M", "G", "T", "P"]);
}

/** A number of bytes. */
export function bytes(n) {
  return Number.isFinite(n) ? short(n, 1024, [" B", " KiB", " MiB", " GiB", " TiB", " PiB"]) : "–";
}

function short(n, step, units) {
  let i = 0;
  while (n >= step && i < units.length - 1) {
    n /= step;
    i++;
  }
  return (i === 0 ? Math.round(n) : n < 10 ? n.toFixed(2) : n < 100 ? n.toFixed(1) : Math.round(n)) + units[i];
}

const UNITS = { ns: 1e-6, "µs": 1e-3, us: 1e-3, ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, y: 31_536_000_000 };

/** Milliseconds of a duration as the server writes it ("1m2.5s", "324.9ms"); NaN when it is none. */
export function millis(text) {
  let sum = 0;
  let seen = false;
  for (const [, n, unit] of String(text ?? "").matchAll(/([0-9.]+)(ns|µs|us|ms|[smhdy])/g)) {
    sum += Number(n) * UNITS[unit];
    seen = true;
  }
  return seen ? sum : NaN;
}

/** A round-trip time; nothing when none was measured. */
export function rtt(text) {
  const ms = millis(text);
  if (!(ms > 0)) return "–";
  return ms < 10 ? `${ms.toFixed(2)} ms` : ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** The time of day here. */
export function time(when) {
  return clock.format(new Date(when));
}

/** Date and time here. */
export function moment(when) {
  return when ? new Date(when).toLocaleString("en-GB") : "–";
}
