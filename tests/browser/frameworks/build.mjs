// Builds a page's script for each framework into dist/, with the compilers that companies use.
import { execFileSync } from "node:child_process";
import { cpSync } from "node:fs";
import { fileURLToPath } from "node:url";
import vue from "@vitejs/plugin-vue";
import { build } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));
const ngc = fileURLToPath(import.meta.resolve("@angular/compiler-cli")).replace(/bundles\/.*/, "bundles/src/bin/ngc.js");


// The examples lie elsewhere; from a copy in here they find the packages of this project.
for (const name of ["react", "vue", "angular"]) {
  cpSync(`${here}../../../examples/${name}/src`, `${here}dist/examples/${name}`, { recursive: true });
}
for (const project of ["tsconfig", "tsconfig.example"]) {
  execFileSync(process.execPath, [ngc, "-p", `${here}angular/${project}.json`], { stdio: "inherit" });
}

// The documented block names these without saying where they come from: the company's file around it does.
const FILE_AROUND_REACT = {
  name: "file-around-react",
  enforce: "pre",
  transform: (code, id) =>
    id.endsWith("documented.jsx")
      ? `import { useState } from "react";\n${code}\nexport { App, ChatHubWidget };`
      : undefined,
};

const PAGES = {
  react: "react/page.jsx",
  vue: "vue/page.js",
  angular: "dist/angular/page.js",
  "example-react": "dist/examples/react/main.jsx",
  "example-vue": "dist/examples/vue/main.js",
  "example-angular": "angular/example.js",
};

for (const [name, entry] of Object.entries(PAGES)) {
  await build({
    configFile: false,
    root: here,
    logLevel: "warn",
    define: { "process.env.NODE_ENV": '"development"' },
    mode: "development",
    oxc: { jsx: { runtime: "automatic" } },
    plugins: [vue(), FILE_AROUND_REACT],
    build: {
      outDir: "dist",
      emptyOutDir: false,
      minify: false,
      modulePreload: false,
      rolldownOptions: {
        input: { [name]: `${here}${entry}` },
        // The examples are modules, as their frameworks' own tools make them, and import one at run time.
        output: { format: name.startsWith("example-") ? "es" : "iife", entryFileNames: "[name].js" },
      },
    },
  });
}
