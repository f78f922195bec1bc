import { defineConfig } from "vitest/config";

// jsdom has no popover, adopted style sheets or layout: logic is tested here, behaviour in a browser.
export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: { environment: "jsdom", include: ["*/test/**/*.test.{ts,tsx}"] },
});
