// Rounds with nats.js: prints "ok <step>" for each step and ends with a non-zero code at the first that fails.
//   node round.mjs <round> <address> [arguments of the round]
import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { readFileSync } from "node:fs";
import { connect as connectTcp, credsAuthenticator, errors, headers, jwtAuthenticator, nkeyAuthenticator, tokenAuthenticator } from "@nats-io/transport-node";
import { wsconnect } from "@nats-io/nats-core";

const LIMIT = 10_000;
const [, , round, servers, ...args] = process.argv;

const connect = servers.startsWith("ws") ? wsconnect : connectTcp;

function ok(step) {
  console.log(`ok ${step}`);
}

/** The next value of an iterator, or a failure when it takes too long. */
async function next(iterator) {
  const late = new AbortController();
  const result = await Promise.race([
    iterator.next(),
    delay(LIMIT, undefined, { signal: late.signal }).then(() => assert.fail("nothing came")),
  ]);
  late.abort();
  return result.value;
}

/** The next status of this type. */
async function status(iterator, type) {
  for (;;) {
    const event = await next(iterator);
    if (event.type === type) return event;
  }
}

async function pubsub(nc) {
  const messages = nc.subscribe("js.*")[Symbol.asyncIterator]();
  for (let i = 0; i < 1000; i++) nc.publish("js.x", `${i}`);
  for (let i = 0; i < 1000; i++) assert.equal((await next(messages)).string(), `${i}`);
  ok("pubsub");
}

async function withHeaders(nc) {
  const messages = nc.subscribe("headers")[Symbol.asyncIterator]();
  const h = headers();
  h.append("A", "1");
  h.append("A", "2");
  nc.publish("headers", "body", { headers: h, reply: "back" });
  const message = await next(messages);
  assert.deepEqual(message.headers.values("A"), ["1", "2"]);
  assert.equal(message.string(), "body");
  assert.equal(message.reply, "back");
  ok("headers");
}

async function requests(nc) {
  const service = nc.subscribe("upper", { callback: (_, m) => m.respond(m.string().toUpperCase()) });
  for (let i = 0; i < 100; i++) {
    assert.equal((await nc.request("upper", "abc", { timeout: LIMIT })).string(), "ABC");
  }
  service.unsubscribe();
  await assert.rejects(nc.request("upper", "abc", { timeout: LIMIT }), (e) => e instanceof errors.NoRespondersError || e.cause instanceof errors.NoRespondersError);
  ok("request");
}

async function queue(nc) {
  const taken = [0, 0, 0];
  const workers = await Promise.all(taken.map(() => connect({ servers })));
  for (const [i, worker] of workers.entries()) {
    worker.subscribe("jobs", { queue: "workers", callback: () => taken[i]++ });
    await worker.flush();
  }
  for (let i = 0; i < 3000; i++) nc.publish("jobs");
  await nc.flush();
  for (const worker of workers) await worker.flush();
  assert.equal(taken.reduce((a, b) => a + b), 3000);
  assert.ok(Math.min(...taken) > 700, `${taken}`);
  for (const worker of workers) await worker.close();
  ok("queue");
}

async function maximum(nc) {
  let received = 0;
  const subscription = nc.subscribe("some", { max: 3, callback: () => received++ });
  for (let i = 0; i < 10; i++) nc.publish("some");
  await nc.flush();
  assert.equal(received, 3);
  assert.ok(subscription.isClosed());
  ok("maximum");
}

async function drain(nc) {
  const other = await connect({ servers });
  let received = 0;
  other.subscribe("drained", { callback: () => received++ });
  await other.flush();
  for (let i = 0; i < 5000; i++) nc.publish("drained");
  await nc.flush();
  await other.drain();
  assert.equal(received, 5000);
  ok("drain");
}

const rounds = {
  async basics() {
    const nc = await connect({ servers, name: "js round" });
    ok("connect");
    await pubsub(nc);
    await withHeaders(nc);
    await requests(nc);
    await queue(nc);
    await maximum(nc);
    await drain(nc);
    await nc.close();
  },

  /** The server is ended and started again from outside when this prints "ready". */
  async reconnect() {
    const nc = await connect({ servers, reconnectTimeWait: 50, maxReconnectAttempts: -1 });
    const events = nc.status()[Symbol.asyncIterator]();
    const messages = nc.subscribe("again")[Symbol.asyncIterator]();
    await nc.flush();
    console.log("ready");
    await status(events, "reconnect");
    nc.publish("again", "hello");
    assert.equal((await next(messages)).string(), "hello");
    await nc.close();
    ok("reconnect");
  },

  /** The server is told from outside when this prints "ready". */
  async lameDuck() {
    const nc = await connect({ servers, reconnect: false });
    const events = nc.status()[Symbol.asyncIterator]();
    await nc.flush();
    console.log("ready");
    await status(events, "ldm");
    await nc.closed();
    ok("lameDuck");
  },

  async user() {
    const [user, pass] = args;
    await assert.rejects(connect({ servers, user, pass: "wrong" }), errors.AuthorizationError);
    const nc = await connect({ servers, user, pass });
    const events = nc.status()[Symbol.asyncIterator]();
    nc.publish("forbidden");
    const event = await status(events, "error");
    assert.ok(event.error instanceof errors.PermissionViolationError);
    assert.equal(event.error.operation, "publish");
    assert.equal(event.error.subject, "forbidden");
    await pubsub(nc);
    await nc.close();
    ok("user");
  },

  async tls() {
    const [caFile, certFile, keyFile] = args;
    const nc = await connect({ servers, tls: { caFile, certFile, keyFile } });
    await pubsub(nc);
    await nc.close();
    ok("tls");
  },

  async tlsFirst() {
    const [caFile] = args;
    const nc = await connect({ servers, tls: { caFile, handshakeFirst: true } });
    await pubsub(nc);
    await nc.close();
    ok("tlsFirst");
  },

  /** Credentials of each kind: a creds file, an nkey's seed, a bearer's token, or a token. */
  async credentials() {
    const [kind, value] = args;
    const text = new TextEncoder();
    const authenticator = {
      creds: () => credsAuthenticator(readFileSync(value)),
      nkey: () => nkeyAuthenticator(text.encode(value)),
      bearer: () => jwtAuthenticator(value),
      token: () => tokenAuthenticator(value),
    }[kind]();
    const nc = await connect({ servers, authenticator, reconnect: false });
    const messages = nc.subscribe("talk")[Symbol.asyncIterator]();
    nc.publish("talk", "hello");
    assert.equal((await next(messages)).string(), "hello");
    await nc.close();
    ok("credentials");
  },
};

await rounds[round]();
process.exit(0);
