// A minimal chat on Socket.IO, as its documentation teaches: rooms, acknowledgements, a transaction a message.
// It writes the rows that ChatHub writes, as durably. `node socketio.mjs sqlite|postgresql DATABASE PORT`
import { createServer } from "node:http";
import { Server } from "socket.io";

const [kind, database, port] = process.argv.slice(2);
const store = kind === "sqlite" ? await onSqlite(database) : await onPostgres(database);
const http = createServer((_, answer) => answer.end("ready"));
const io = new Server(http, { transports: ["websocket"], pingInterval: 25_000, perMessageDeflate: false });

io.on("connection", (socket) => {
  const { operator, conversation } = socket.handshake.auth;
  socket.join(operator ? "operators" : `conversation ${conversation}`);
  socket.on("send", async ({ clientId, text }, acknowledge) => {
    const message = await store(conversation, clientId, text);
    io.to(`conversation ${conversation}`).to("operators").emit("message", message);
    acknowledge(message);
  });
});
http.listen(Number(port), "127.0.0.1");

async function onSqlite(path) {
  const { DatabaseSync } = await import("node:sqlite");
  const db = new DatabaseSync(path);
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
  db.exec(`CREATE TABLE organizations (id INTEGER PRIMARY KEY, position INTEGER NOT NULL);
    CREATE TABLE conversations (id TEXT PRIMARY KEY, seq INTEGER NOT NULL);
    CREATE TABLE messages (conversation TEXT, seq INTEGER, client_id TEXT, text TEXT, at INTEGER,
      PRIMARY KEY (conversation, seq), UNIQUE (conversation, client_id));
    CREATE TABLE events (position INTEGER PRIMARY KEY, conversation TEXT, seq INTEGER, payload TEXT);
    INSERT INTO organizations VALUES (1, 0)`);
  const begin = db.prepare("BEGIN IMMEDIATE");
  const commit = db.prepare("COMMIT");
  const count = db.prepare(
    "INSERT INTO conversations VALUES (?, 1) ON CONFLICT (id) DO UPDATE SET seq = seq + 1 RETURNING seq",
  );
  const place = db.prepare("UPDATE organizations SET position = position + 1 WHERE id = 1 RETURNING position");
  const insert = db.prepare("INSERT INTO messages VALUES (?, ?, ?, ?, ?)");
  const record = db.prepare("INSERT INTO events VALUES (?, ?, ?, ?)");
  return (conversation, clientId, text) => {
    begin.run();
    const { seq } = count.get(conversation);
    const { position } = place.get();
    const message = { conversation, seq, position, clientId, text, at: Date.now() };
    insert.run(conversation, seq, clientId, text, message.at);
    record.run(position, conversation, seq, JSON.stringify(message));
    commit.run();
    return message;
  };
}

async function onPostgres(url) {
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  await pool.query(`CREATE TABLE organizations (id BIGINT PRIMARY KEY, position BIGINT NOT NULL);
    CREATE TABLE conversations (id TEXT PRIMARY KEY, seq BIGINT NOT NULL);
    CREATE TABLE messages (conversation TEXT, seq BIGINT, client_id TEXT, text TEXT, at BIGINT,
      PRIMARY KEY (conversation, seq), UNIQUE (conversation, client_id));
    CREATE TABLE events (position BIGINT PRIMARY KEY, conversation TEXT, seq BIGINT, payload TEXT);
    INSERT INTO organizations VALUES (1, 0)`);
  return async (conversation, clientId, text) => {
    const client = await pool.connect();
    try {
      await client.query("BEGIN");
      const counted = await client.query({
        name: "count",
        text: `INSERT INTO conversations VALUES ($1, 1) ON CONFLICT (id)
          DO UPDATE SET seq = conversations.seq + 1 RETURNING seq`,
        values: [conversation],
      });
      const placed = await client.query({
        name: "place",
        text: "UPDATE organizations SET position = position + 1 WHERE id = 1 RETURNING position",
      });
      const seq = Number(counted.rows[0].seq);
      const position = Number(placed.rows[0].position);
      const message = { conversation, seq, position, clientId, text, at: Date.now() };
      await client.query({
        name: "insert",
        text: "INSERT INTO messages VALUES ($1, $2, $3, $4, $5)",
        values: [conversation, seq, clientId, text, message.at],
      });
      await client.query({
        name: "record",
        text: "INSERT INTO events VALUES ($1, $2, $3, $4)",
        values: [position, conversation, seq, JSON.stringify(message)],
      });
      await client.query("COMMIT");
      return message;
    } catch (error) {
      await client.query("ROLLBACK");
      throw error;
    } finally {
      client.release();
    }
  };
}
