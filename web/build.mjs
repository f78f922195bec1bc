// Builds everything that the server hands to browsers into ../src/chathub/embeds, in one go.
// Nothing is written until every part was built, so a failed build leaves the last good one in place.
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { minify } from "terser";
import { build } from "vite";

const web = fileURLToPath(new URL(".", import.meta.url));
const embeds = join(web, "../src/chathub/embeds");

// Each embed: the folder of its stable address, its entry in the loader, and its user interface.
const EMBEDS = [
  { folder: "operator-chat-panel", entry: "operator-panel", ui: "panel" },
  {
    folder: "chat-widget",
    entry: "customer-widget",
    ui: "widget",
    // Drawn by what of Preact's interface it needs: Preact itself would take a fifth of its budget.
    alias: {
      "^preact(/hooks|/jsx-runtime)?$|^@preact/signals$": "widget/src/renderer.ts",
      "^@preact/signals-core$": "widget/src/signals.ts",
    },
  },
];
const SWAGGER_FILES = ["swagger-ui-bundle.js", "swagger-ui.css", "LICENSE"];

// A browser that follows the standard to the letter, as Firefox does, never asks again for a module's address that
// failed once in a document: after a failure addresses are others, with `?`, `??` and so on behind them. What a chunk
// imports itself is relative to its folder, and stays the same. None of these chunks has a state of its own, so that
// one may well come a second time. The closed chat has no bytes for this, and the loader has its own way.
const WITHOUT_AGAIN = ["widget", "operator-panel", "customer-widget"];
const AGAIN = `let failures = "";
const importAgain = (path) =>
  import(path + failures).catch((error) => {
    failures += "?";
    throw error;
  });
`;
const ASK_AGAIN = {
  name: "ask-again",
  renderChunk(source, { name }) {
    const code = source.replace(/\bimport\((["'`])(\.\.?\/)/g, "importAgain($1$2");
    return code === source || WITHOUT_AGAIN.includes(name)
      ? null
      : { code: AGAIN + code, map: null };
  },
};

// Once more over what the bundler has minified: it finds some two per cent that the bundler leaves.
const SQUEEZE = {
  name: "squeeze",
  async renderChunk(source) {
    const options = { module: true, ecma: 2022, compress: { passes: 3, unsafe_arrows: true } };
    return { code: (await minify(source, options)).code, map: null };
  },
};

// Chunks are named after their embed, so that package.json can hold each one's budget. Languages stand apart,
// because a page loads one of them, and so does what only a later click loads: it lies in a folder `later`.
function chunkNames(ui) {
  return ({ facadeModuleId, name }) => {
    const kind =
      /\/(locale|later)s?\//.exec(facadeModuleId ?? "")?.[1] ??
      // What only several later chunks share stands for no module.
      (facadeModuleId === null && ![ui, "chat"].includes(name) ? "later" : null);
    return `assets/${ui}-${kind ? `${kind}-` : ""}[name]-[hash:6].js`;
  };
}

async function bundle(input, output, extra = {}) {
  const [result] = await build({
    configFile: false,
    root: web,
    base: "./",
    publicDir: false,
    logLevel: "warn",
    oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
    plugins: [ASK_AGAIN, SQUEEZE],
    ...extra,
    build: {
      write: false,
      target: "es2022",
      // Older ones would each get a longer way to say light-dark().
      cssTarget: ["chrome123", "firefox128", "safari18"],
      modulePreload: false,
      // As a library: else Vite wraps each import() in code that puts link elements into the page's head
      // and raises events on its window. Ours are plain: a page's document is not ours to change.
      lib: { entry: input, formats: ["es"] },
      rolldownOptions: {
        input,
        checks: { pluginTimings: false },
        optimization: { inlineConst: { mode: "all", pass: 2 } },
        // What lazy chunks share with the entry stays in the entry: one request less.
        preserveEntrySignatures: "allow-extension",
        // Said here, because libraries otherwise keep their white space.
        output: { format: "es", minify: true, comments: false, ...output },
      },
    },
  });
  return result.output;
}

async function buildEmbed({ folder, entry, ui, alias = {} }) {
  const uiFiles = await bundle(
    { [ui]: join(web, ui, "src/main.tsx") },
    {
      entryFileNames: "assets/[name]-[hash:6].js",
      chunkFileNames: chunkNames(ui),
      // What an opened chat needs is one chunk, also where a later one needs a part of it: one request, fewer bytes.
      codeSplitting: {
        groups: ["main", "chat"].map((name, index) => ({
          name: index ? name : ui,
          test: new RegExp(`/${ui}/src/${name}\\.tsx$`),
          priority: 2 - index,
        })),
      },
    },
    {
      resolve: {
        alias: Object.entries(alias).map(([name, path]) => ({
          find: new RegExp(name),
          replacement: join(web, path),
        })),
      },
    },
  );
  const uiEntry = uiFiles.find((file) => file.type === "chunk" && file.isEntry);
  const loaderFiles = await bundle(
    { [entry]: join(web, "loader/src/entries", `${entry}.ts`) },
    { entryFileNames: `${folder}/widget-script.js`, chunkFileNames: "assets/[name]-[hash:6].js" },
    // The one thing the stable script has to know of the build: where its user interface lies.
    { define: { __UI_CHUNK__: JSON.stringify(`../${uiEntry.fileName}`) } },
  );
  return [...uiFiles, ...loaderFiles];
}

/** What the pages of our own load besides the embeds. */
function buildPages() {
  return bundle(
    { chat: join(web, "pages/src/chat.ts"), panel: join(web, "pages/src/panel.ts") },
    { entryFileNames: "pages/[name].js", chunkFileNames: chunkNames("pages") },
  );
}

/** The widget's preview in the console: a page of its own, which loads the widget as any page does. */
function buildPreview() {
  return bundle(
    { preview: join(web, "pages/src/preview.ts") },
    { entryFileNames: "pages/[name].js" },
  );
}

/** The company's console: what it shows first, and a chunk for each of its screens and their texts. */
function buildConsole() {
  return bundle(
    { console: join(web, "console/src/main.tsx") },
    {
      entryFileNames: "pages/[name].js",
      chunkFileNames: ({ facadeModuleId, name }) => {
        const [, kind] = /\/(locales\/\w+|\w+)\/[\w-]+\.tsx?$/.exec(facadeModuleId ?? "") ?? [];
        const called = kind?.startsWith("locales")
          ? `${kind.replace("locales/", "locale-")}-${name}`
          : kind;
        return `assets/console-${called ?? name}-[hash:8].js`;
      },
      // What screens share comes with the first of them: one request instead of one for each part.
      codeSplitting: {
        groups: [{ name: "console", test: /\/console\/src\/((parts|api)\/)?[\w-]+\.(tsx?|css)/ }],
      },
    },
  );
}

/** What a page uses beside its panel, if it likes: one file at a stable address. */
function buildToken() {
  return bundle(
    { token: join(web, "token/src/keeper.ts") },
    { entryFileNames: "operator-chat-panel/[name].js" },
  );
}

const parts = [
  ...EMBEDS.map(buildEmbed),
  buildPages(),
  buildPreview(),
  buildConsole(),
  buildToken(),
];
const files = (await Promise.all(parts)).flat();

for (const folder of ["assets", "docs", "pages", ...EMBEDS.map((embed) => embed.folder)]) {
  await rm(join(embeds, folder), { recursive: true, force: true });
}
for (const file of files) {
  const path = join(embeds, file.fileName);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, file.type === "chunk" ? file.code : file.source);
}
for (const { folder } of EMBEDS) {
  const types = join(web, "loader/types", `${folder}.d.ts`);
  await cp(types, join(embeds, folder, "widget-script.d.ts"));
}
await cp(join(web, "token/types/token.d.ts"), join(embeds, "operator-chat-panel/token.d.ts"));
// The API documentation must work without the internet, so its viewer is served by us.
for (const name of SWAGGER_FILES) {
  await cp(join(web, "node_modules/swagger-ui-dist", name), join(embeds, "docs", name));
}
