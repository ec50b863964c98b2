// Rounds with the dashboard in a real browser: prints "ok <step>" for each step and ends with a non-zero code at the first that fails.
//   node dashboard.mjs <round> <address of the monitoring port> <directory for pictures>
import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

const [, , round, base, pictures] = process.argv;
const BROWSER = process.env.CHROMIUM || ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const HOSTILE = '<img src=x onerror="window.pwned=1">';
const VIEWS = ["overview", "connections", "links", "accounts", "subscriptions", "events"];
const profile = mkdtempSync(join(tmpdir(), "dashboard-"));
const problems = [];

function ok(step) {
  console.log(`ok ${step}`);
}

async function open(options = {}) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: BROWSER,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    viewport: { width: 1280, height: 900 },
    colorScheme: "light",
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  return { context, page };
}

/** Goes to a view and waits until it shows what it has read. */
async function live(page, view = "") {
  await page.goto(`${base}/dashboard${view && `#${view}`}`);
  await page.locator('#state[data-state="live"]').waitFor();
  await page.locator("main > section:not([hidden]):not([aria-busy])").waitFor();
}

/** Waits until this is so, as it is seen in the page. */
const until = (page, what, argument) => page.waitForFunction(what, argument);

const noProblems = (step) => assert.deepEqual(problems, [], `${step}: the browser complains`);

/** Every view in a narrow and in a wide window: nothing sticks out. */
async function pictured(page, scheme) {
  await page.emulateMedia({ colorScheme: scheme });
  for (const width of [400, 1600]) {
    await page.setViewportSize({ width, height: 900 });
    for (const view of VIEWS) {
      await live(page, view);
      const [content, inside] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
      assert.ok(content <= inside, `${view} is ${content} wide in a window of ${inside}`);
      await page.screenshot({ path: join(pictures, `${view}-${scheme}-${width}.png`) });
    }
  }
}

const rounds = {
  async views(page) {
    await live(page);
    await until(page, () => document.querySelectorAll(".chart path.line").length >= 4);
    // The other server of the cluster may be on its way still.
    await until(page, () => /Topology as dash-hub sees it.*dash-peer.*far, not connected/.test(document.querySelector("#topology > svg")?.getAttribute("aria-label") ?? ""));
    assert.match(await page.locator("#charts svg").first().getAttribute("aria-label"), /Messages per second\. in: now .*out: now /);
    assert.match(await page.locator("#tiles").innerText(), /Connections\s+\d/);
    await page.locator("summary").click();
    await until(page, () => document.querySelectorAll("#figures tbody tr").length > 1);
    ok("overview");
    for (const [view, text] of [["links", /dash-peer/], ["accounts", /ORDERS/], ["subscriptions", /<i>\d+<\/i>\.x/], ["events", /Authentication Failure/]]) {
      await page.locator(`nav a[href="#${view}"]`).click();
      await until(page, ([id, words]) => new RegExp(words).test(document.getElementById(id).innerText), [view, text.source]);
      assert.equal(await page.locator("main > section:visible").count(), 1);
    }
    ok("views");
    await live(page, "subscriptions");
    await page.locator("#subscription-test").fill("orders.eu.new");
    await until(page, () => [...document.querySelectorAll("#subscription-table tbody tr")].map((row) => row.children[0].innerText).join() === "orders.eu.*");
    ok("what a subject reaches");
  },

  light: (page) => pictured(page, "light"),
  dark: (page) => pictured(page, "dark"),

  async connections(page) {
    await live(page, "connections");
    const names = () => page.locator("#connection-table tbody td:nth-child(2)").allInnerTexts();
    assert.ok((await names()).some((name) => name.startsWith(HOSTILE)), "the hostile name is shown as it is");
    await page.locator("#connection-rows").selectOption("25");
    await until(page, () => document.querySelectorAll("#connection-table tbody tr").length === 25);
    const first = await page.locator("#connection-table tbody th").allInnerTexts();
    await page.getByRole("button", { name: "Next" }).first().click();
    await until(page, (cid) => document.querySelector("#connection-table tbody th")?.innerText !== cid, first[0]);
    const second = await page.locator("#connection-table tbody th").allInnerTexts();
    assert.equal(first.filter((cid) => second.includes(cid)).length, 0, "pages do not overlap");
    ok("pages");

    await page.locator("#connection-table thead button", { hasText: "Subs" }).click();
    await until(page, () => document.querySelector("#connection-table th[aria-sort]")?.textContent.startsWith("Subs"));
    assert.match((await names())[0], /^busy/, "the one with most subscriptions is first");
    ok("sorted");

    await page.locator("#connection-find").fill("BILLING");
    await until(page, () => {
      const rows = [...document.querySelectorAll("#connection-table tbody td:nth-child(3)")];
      return rows.length > 0 && rows.every((cell) => cell.innerText === "BILLING");
    });
    ok("found");

    await page.locator("#connection-find").fill("busy");
    await until(page, () => document.querySelectorAll("#connection-table tbody tr").length === 1);
    await page.locator("#connection-table tbody th button").click();
    await page.locator("#detail table tbody tr").first().waitFor();
    const detail = await page.locator("#detail").innerText();
    assert.match(detail, /<b>bold<\/b>\.x/);
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("#detail").isVisible(), false);
    ok("subscriptions of one");

    await page.locator("#connection-find").fill("");
    await page.locator("#connection-state").selectOption("closed");
    await until(page, () => /slow consumer/.test(document.querySelector("#connection-table tr.slow")?.innerText ?? ""));
    await page.screenshot({ path: join(pictures, "slow-consumer.png") });
    ok("slow consumer");
    for (const view of VIEWS) await live(page, view);
    assert.equal(await page.evaluate(() => window.pwned), undefined, "a name was taken for markup");
    assert.equal(await page.locator("main img, main b[onclick]").count(), 0);
    ok("hostile names");
  },

  async keyboard(page) {
    await live(page);
    await page.keyboard.press("Tab");
    assert.match(await page.evaluate(() => document.activeElement.textContent), /Skip to the content/);
    const order = [];
    for (let i = 0; i < 10; i++) {
      await page.keyboard.press("Tab");
      order.push(await page.evaluate(() => document.activeElement.id || document.activeElement.textContent));
    }
    assert.deepEqual(order, ["interval", "pause", "theme", "help", "Overview", "Connections", "Links", "Accounts", "Subscriptions", "Events"]);
    ok("order");

    await page.locator("#charts svg").first().focus();
    await until(page, () => document.querySelectorAll(".chart path.line").length >= 4);
    await page.keyboard.press("ArrowLeft");
    assert.match(await page.locator(".chart figcaption .unseen").first().textContent(), /at \d\d:\d\d:\d\d/);
    ok("a moment of a chart");

    for (const [key, view] of VIEWS.map((view, i) => [String(i + 1), view])) {
      await page.keyboard.press(key);
      await page.locator(`#${view}`).waitFor();
    }
    assert.equal(await page.evaluate(() => {
      for (const key of ["2", "/"]) document.dispatchEvent(new KeyboardEvent("keydown", { key }));
      return document.activeElement.id;
    }), "connection-find", "a key right after another is for the view that was chosen");
    await page.keyboard.type("5p");
    assert.equal(await page.locator("#connection-find").inputValue(), "5p", "keys in a field are text");
    await page.locator("#connection-find").fill("");
    await page.locator("#connection-find").blur();
    await page.keyboard.press("p");
    await page.locator('#state[data-state="paused"]').waitFor();
    await page.keyboard.press("p");
    await page.locator('#state[data-state="live"]').waitFor();
    ok("views, find, pause");

    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const light = await ground();
    await page.keyboard.press("t");
    await page.keyboard.press("t");
    assert.equal(await page.locator("#theme").innerText(), "Theme: dark");
    const dark = await ground();
    assert.notEqual(dark, light);
    await page.reload();
    await page.locator('#state[data-state="live"]').waitFor();
    assert.equal(await ground(), dark, "the theme is remembered");
    ok("theme");

    await page.keyboard.press("?");
    await page.locator("#keys").waitFor();
    assert.match(await page.locator("#keys").innerText(), /the views, in their order/);
    await page.locator("#keys-on").uncheck();
    await page.keyboard.press("Escape");
    await page.keyboard.press("1");
    assert.equal(await page.locator("#overview").isVisible(), false, "shortcuts that are off do nothing");
    ok("help");
  },

  async accessible(page) {
    const axe = createRequire(import.meta.url)("axe-core").source;
    for (const scheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme: scheme });
      for (const view of VIEWS) {
        await live(page, view);
        await page.evaluate(axe);
        const found = await page.evaluate(async () => (await axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })).violations);
        assert.deepEqual(found.map((v) => `${v.id}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(" | ")}`), [], `${view}, ${scheme}`);
      }
      ok(scheme);
    }
  },

  async steady(page) {
    await live(page);
    await until(page, () => document.querySelectorAll(".chart path.line").length >= 4);
    // The other server of the cluster may be on its way still, and what is new moves the rest.
    await until(page, () => /dash-peer/.test(document.querySelector("#topology > svg")?.getAttribute("aria-label") ?? ""));
    await page.locator("#interval").selectOption("1000");
    let asked = 0;
    page.on("request", () => asked++);
    for (const view of VIEWS) {
      await live(page, view);
      // What has been read for the first time is shown by then.
      await page.evaluate(() => new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown))));
      await page.evaluate(() => {
        window.shift = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.shift += entry.value))).observe({ type: "layout-shift" });
      });
      const before = await page.evaluate(() => performance.getEntriesByType("resource").length);
      await until(page, (n) => performance.getEntriesByType("resource").length > n + 3, before);
      const shift = await page.evaluate(() => window.shift);
      assert.ok(shift < 0.01, `${view} moves by ${shift} when it is read again`);
    }
    ok("nothing moves");

    // With a clock that stands still unless it is set by hand: nothing has to be waited for, and the page reads nothing by itself.
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    await live(page);
    const hidden = (value) => page.evaluate((now) => {
      Object.defineProperty(document, "hidden", { value: now, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    }, value);
    await hidden(true);
    asked = 0;
    await page.clock.fastForward(60_000);
    await page.evaluate(() => 0);
    assert.equal(asked, 0, "a hidden page asks for nothing");
    const asks = page.waitForRequest(/varz/);
    await hidden(false);
    await asks;
    ok("hidden");
  },

  /** Says when the server is to be taken away, and when to bring it back. */
  async unreachable(page) {
    await live(page);
    console.log("ready");
    await page.locator("#trouble").waitFor();
    assert.match(await page.locator("#trouble").innerText(), /The server cannot be reached since \d\d:\d\d:\d\d.*The figures are those of \d\d:\d\d:\d\d/);
    assert.match(await page.title(), /Cannot be reached/);
    await page.screenshot({ path: join(pictures, "unreachable.png") });
    console.log("gone");
    await page.locator('#state[data-state="live"]').waitFor({ timeout: 60_000 });
    assert.equal(await page.locator("#trouble").isVisible(), false);
    problems.length = 0; // a browser complains of each request that is not answered
    ok("unreachable");
  },

  async password(page) {
    await live(page, "connections");
    assert.match(await page.title(), /dash-hub/);
    ok("password");
  },
};

const { context, page } = await open(round === "password" ? { httpCredentials: { username: "admin", password: "s3cret" } } : {});
try {
  await rounds[round](page);
  noProblems(round);
  ok(round);
} catch (failure) {
  console.error(failure, problems);
  await page.screenshot({ path: join(pictures, `failed-${round}.png`) }).catch(() => {});
  process.exitCode = 1;
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}
