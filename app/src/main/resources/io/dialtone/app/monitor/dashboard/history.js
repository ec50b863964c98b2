// What the server was at each moment seen, and what that means per second.

const KEEP_MS = 5 * 60_000;

export class History {
  #last = null;
  samples = [];

  /** The time the charts go back. */
  static span = KEEP_MS;

  /** Takes the general figures; a server that began anew begins a new history. */
  add(varz) {
    const now = Date.parse(varz.now);
    const last = this.#last;
    this.#last = { now, varz };
    if (!last || last.varz.start !== varz.start || last.varz.server_id !== varz.server_id) {
      this.samples = [];
      return;
    }
    const seconds = (now - last.now) / 1000;
    if (seconds < 0.2) return;
    const per = (name) => Math.max(0, (varz[name] - last.varz[name]) / seconds);
    this.samples.push({
      at: now,
      step: now - last.now,
      inMsgs: per("in_msgs"),
      outMsgs: per("out_msgs"),
      inBytes: per("in_bytes"),
      outBytes: per("out_bytes"),
      connections: varz.connections,
      opened: per("total_connections"),
      slow: Math.max(0, varz.slow_consumers - last.varz.slow_consumers),
      subscriptions: varz.subscriptions,
    });
    while (this.samples[0].at < now - KEEP_MS) this.samples.shift();
  }

  /** The newest, or nothing yet. */
  get latest() {
    return this.samples[this.samples.length - 1];
  }
}

/** Figures per second of things that are read again and again, by a key of theirs. */
export class Rates {
  #last = new Map();

  /** Per second since the key was last seen; NaN the first time. */
  of(key, at, values) {
    const last = this.#last.get(key);
    this.#last.set(key, { at, values, rates: last?.rates });
    const seconds = last ? (at - last.at) / 1000 : 0;
    if (seconds < 0.2) return last?.rates ?? values.map(() => NaN);
    const rates = values.map((value, i) => Math.max(0, (value - last.values[i]) / seconds));
    this.#last.get(key).rates = rates;
    return rates;
  }
}
