// Makes src/generated.ts, the wire's types, from ../../spec/realtime.schema.json.
// A generator of our own, since it must know one thing that general ones do not: the server always sends
// the fields that have a default, so they are required in what it says and optional in what a client says.
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const SCHEMA = fileURLToPath(new URL("../../spec/realtime.schema.json", import.meta.url));
export const OUTPUT = fileURLToPath(new URL("src/generated.ts", import.meta.url));

function typeOf(schema) {
  if (schema.$ref) return schema.$ref.split("/").at(-1);
  if (schema.anyOf) return schema.anyOf.map(typeOf).join(" | ");
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  switch (schema.type) {
    case "array":
      return `readonly (${typeOf(schema.items)})[]`;
    case "integer":
    case "number":
      return "number";
    case "string":
    case "boolean":
    case "null":
      return schema.type;
    case "object":
      return `Readonly<Record<string, ${typeOf(schema.additionalProperties)}>>`;
    default:
      throw new Error(`generate.mjs does not know this schema yet: ${JSON.stringify(schema)}`);
  }
}

function comment(text, indent = "") {
  if (!text) return "";
  const lines = text.split("\n").map((line) => `${indent} * ${line}`.trimEnd());
  return lines.length === 1
    ? `${indent}/** ${text} */\n`
    : `${indent}/**\n${lines.join("\n")}\n${indent} */\n`;
}

/** Every type that is part of what a client says. */
function saidByClients(definitions) {
  const found = new Set();
  const collect = (node) => {
    if (node === null || typeof node !== "object") return;
    if (node.$ref) {
      const name = node.$ref.split("/").at(-1);
      if (found.has(name)) return;
      found.add(name);
      collect(definitions[name]);
    }
    Object.values(node).forEach(collect);
  };
  collect({ $ref: "#/$defs/ClientFrame" });
  return found;
}

function declaration(name, schema, saidByClient) {
  if (schema.type !== "object") return `export type ${name} = ${typeOf(schema)};\n`;
  const required = new Set(schema.required);
  const fields = Object.entries(schema.properties ?? {}).map(([field, value]) => {
    const always = required.has(field) || (!saidByClient && "default" in value);
    return `${comment(value.description, "  ")}  readonly ${field}${always ? "" : "?"}: ${typeOf(value)};\n`;
  });
  return `${comment(schema.description)}export interface ${name} {\n${fields.join("")}}\n`;
}

function constant([name, value]) {
  return `export const ${name} = ${JSON.stringify(value)};\n`;
}

/** The text of src/generated.ts as the schema file now asks for it. */
export async function generated() {
  const schema = JSON.parse(await readFile(SCHEMA, "utf8"));
  const clients = saidByClients(schema.$defs);
  return [
    "// Generated from spec/realtime.schema.json by `npm run generate`; do not edit.\n",
    ...Object.entries(schema["x-constants"]).map(constant),
    ...Object.entries(schema["x-close-codes"]).map(([name, value]) =>
      constant([`CLOSE_${name}`, value]),
    ),
    ...Object.entries(schema.$defs).map(
      ([name, definition]) => `\n${declaration(name, definition, clients.has(name))}`,
    ),
  ].join("");
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(OUTPUT, await generated());
