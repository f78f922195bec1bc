// A back office in Express, whose users answer customers in the operator's panel. Node 20 or newer.
"use strict";
const { createHash, randomUUID } = require("node:crypto");
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const express = require("express");

const { CHATHUB_URL, CHATHUB_COMPANY_TOKEN, PORT = "5000" } = process.env;
if (!CHATHUB_URL || !CHATHUB_COMPANY_TOKEN) throw new Error("Set CHATHUB_URL and CHATHUB_COMPANY_TOKEN.");

const SITE = join(__dirname, "..", "site");
const USERS = { olena: "Olena Bondar", marko: "Marko Shevchuk" };
const LIFETIME_MS = 60 * 60 * 1000;

// Whoever is signed in, by a cookie that only the browser and this process know. A real site has its own sessions.
const sessions = new Map();
const cookieOf = (req) => /(?:^|; )session=([\w-]+)/.exec(req.headers.cookie ?? "")?.[1];
const userOf = (req) => sessions.get(cookieOf(req));

// Which operator a user is. A real site remembers it beside its user, in its database.
const operators = new Map();

async function chathub(method, path, body, headers = {}) {
  const answer = await fetch(new URL(path, CHATHUB_URL), {
    method,
    headers: { Authorization: `Bearer ${CHATHUB_COMPANY_TOKEN}`, "Content-Type": "application/json", ...headers },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(8000),
  });
  if (!answer.ok) {
    const error = new Error(`ChatHub answers ${answer.status} to ${path}: ${await answer.text()}`);
    throw Object.assign(error, { status: answer.status });
  }
  return answer.json();
}

// The site's own names of organizations, for ?org=NAME: { sales: 1, support: 2 }. None: the only one is meant.
const organizations = {};

// By the site's own name, else by id, else by exact name; and whether the site's users may become its operators.
async function organizationOf(name) {
  if (Object.hasOwn(organizations, name)) return { id: organizations[name], isOpen: true };
  const listed = await chathub("GET", "/api/company/organization");
  const own = Object.values(organizations);
  const open = own.length > 0 ? own : listed.length === 1 ? [listed[0].id] : [];
  const found = name
    ? (listed.find(({ id }) => String(id) === name) ?? listed.find((each) => each.name === name))?.id
    : open.length === 1
      ? open[0]
      : undefined;
  return { id: found, isOpen: open.includes(found) };
}

// Made on the first page view; of two at the same time both get the same one, by the key.
async function operatorOf(user, organizationId) {
  const known = operators.get(`${organizationId} ${user}`);
  if (known) return known;
  const key = createHash("sha256").update(`${organizationId} ${user}\n${USERS[user]}`).digest("hex");
  const wanted = [{ organizationId, name: USERS[user] }];
  const [made] = await chathub("POST", "/api/operator/synchronize", wanted, { "Idempotency-Key": `express-${key}` });
  operators.set(`${organizationId} ${user}`, made.id);
  return made.id;
}

const page = (name, values) =>
  readFileSync(join(SITE, "pages", name), "utf8").replace(/\{\{ (\w+) \}\}/g, (_, key) => values[key] ?? "");

const app = express();
app.disable("x-powered-by");
app.use("/static", express.static(join(SITE, "static")));

// By any method: a refusal, too, is the route's own, and is kept by no cache.
app.all("/api/chathub/token", async (req, res) => {
  res.set({ "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" });
  if (req.method !== "GET" && req.method !== "HEAD")
    return res.set("Allow", "GET, HEAD").status(405).json({ error: "Ask for a token with GET." });
  try {
    const user = userOf(req);
    if (!user) return res.status(401).json({ error: "Sign in first." });
    const organization = await organizationOf(typeof req.query.org === "string" ? req.query.org : "");
    if (!organization.id) return res.status(404).json({ error: "There is no such organization; ?org=NAME names one." });
    if (!organization.isOpen) return res.status(403).json({ error: "You are no operator of this organization." });
    const id = await operatorOf(user, organization.id);
    const expiresAt = new Date(Date.now() + LIFETIME_MS).toISOString();
    const token = await chathub("POST", "/api/operator/get-token", { id, expiresAt }).catch((error) => {
      // Somebody who has left is no operator any more: nothing is wrong with ChatHub.
      if (error.status !== 403 && error.status !== 404) throw error;
    });
    if (!token) return res.status(403).json({ error: "You are not an active operator." });
    return res.json({ token, expiresAt });
  } catch (error) {
    console.error("no operator token:", error.message);
    return res.status(500).json({ error: "The chat is not available now. Try again later." });
  }
});

app.use(express.urlencoded({ extended: false, limit: "10kb" }));

app.get("/", (req, res) => {
  const user = userOf(req);
  if (!user) return res.redirect("/sign-in");
  return res.type("html").send(page("work.html", { name: USERS[user], chathub: CHATHUB_URL }));
});

app.get("/sign-in", (_req, res) => res.type("html").send(page("sign-in.html", {})));

app.post("/sign-in", (req, res) => {
  // Whoever says to be somebody is: it is an example.
  if (!Object.hasOwn(USERS, req.body.user)) return res.redirect("/sign-in");
  const session = randomUUID();
  sessions.set(session, req.body.user);
  return res.cookie("session", session, { httpOnly: true, sameSite: "lax" }).redirect(303, "/");
});

app.get("/sign-out", (req, res) => {
  sessions.delete(cookieOf(req));
  res.redirect("/sign-in");
});

const listening = app.listen(Number(PORT), "127.0.0.1", () =>
  console.log(`http://127.0.0.1:${listening.address().port}`),
);
