// Builds a page's script for each framework into dist/, with the compilers that companies use.
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import vue from "@vitejs/plugin-vue";
import { build } from "vite";

const here = fileURLToPath(new URL(".", import.meta.url));
const ngc = fileURLToPath(import.meta.resolve("@angular/compiler-cli")).replace(/bundles\/.*/, "bundles/src/bin/ngc.js");

execFileSync(process.execPath, [ngc, "-p", `${here}angular/tsconfig.json`], { stdio: "inherit" });

// The documented block names these without saying where they come from: the company's file around it does.
const FILE_AROUND_REACT = {
  name: "file-around-react",
  enforce: "pre",
  transform: (code, id) =>
    id.endsWith("documented.jsx")
      ? `import { useState } from "react";\n${code}\nexport { App, ChatHubWidget };`
      : undefined,
};

const PAGES = { react: "react/page.jsx", vue: "vue/page.js", angular: "dist/angular/page.js" };

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
        output: { format: "iife", entryFileNames: "[name].js" },
      },
    },
  });
}
