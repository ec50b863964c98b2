// Reads the server's documents, and knows whether it can be reached.

const PATIENCE_MS = 6000;

/** A document could not be read; `status` is that of HTTP, 0 where nothing was answered. */
export class Unread extends Error {
  constructor(message, status = 0) {
    super(message);
    this.name = "Unread";
    this.status = status;
  }
}

/** The document of an endpoint beside this page. */
export async function read(path, parameters = {}) {
  const url = new URL(path, document.baseURI);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== "" && value !== null && value !== undefined) url.searchParams.set(name, value);
  }
  let response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS), cache: "no-store", redirect: "error" });
  } catch (failure) {
    throw new Unread(failure.name === "TimeoutError" ? `no answer within ${PATIENCE_MS / 1000} s` : "no connection");
  }
  const body = await response.text().catch(() => {
    throw new Unread("the connection broke");
  });
  if (!response.ok) throw new Unread(body.slice(0, 200).trim() || `status ${response.status}`, response.status);
  try {
    return JSON.parse(body);
  } catch {
    throw new Unread("what it answers is no JSON", response.status);
  }
}
