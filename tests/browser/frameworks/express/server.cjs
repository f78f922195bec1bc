// A company's server: the documented route as it stands, inside the file that each company writes around it.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const realExpress = require("express");

const { CHATHUB_API, OPERATOR, PAGE } = process.env;

// Whoever has the cookie is signed in; a real site keeps who it is in a store.
function sessions(req, _res, next) {
  req.session = { userId: /(?:^|; )user=(\w+)/.exec(req.headers.cookie ?? "")?.[1] };
  next();
}

// The documented block makes the application itself, so what comes before its route is put in here.
function express() {
  const app = realExpress();
  app.use(sessions);
  app.get("/sign-in", (_req, res) => res.cookie("user", "olena").redirect("/crm"));
  app.get("/crm", (_req, res) => res.type("html").send(readFileSync(PAGE, "utf8")));
  return app;
}

const documented = readFileSync(join(__dirname, "documented.cjs"), "utf8").replaceAll("https://api.example.com", CHATHUB_API);
const getOperatorIdForUser = async (userId) => (userId === "olena" ? Number(OPERATOR) : undefined);
const load = new Function("require", "getOperatorIdForUser", `${documented}\nreturn app;`);
const app = load((name) => (name === "express" ? express : require(name)), getOperatorIdForUser);

const listening = app.listen(0, "127.0.0.1", () => console.log(listening.address().port));
