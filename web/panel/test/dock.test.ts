import { expect, test } from "vitest";
import { dockAt } from "../src/dock";

const tab = (id: string, unread = 0) => ({ id, organization: id, operator: "Iryna", unread });
let docks = 0;
const freshDock = () => {
  docks += 1;
  return dockAt(`dock-${docks}`);
};

test("the first panel is in front until another is chosen", () => {
  const dock = freshDock();
  dock.put(tab("a"));
  dock.put(tab("b"));
  expect(dock.front()).toBe("a");
  dock.choose("b");
  expect(dock.front()).toBe("b");
});

test("the panel that was chosen takes the focus, once", () => {
  const dock = freshDock();
  dock.put(tab("a"));
  dock.put(tab("b"));
  dock.choose("b");
  expect([dock.takeFocus("a"), dock.takeFocus("b"), dock.takeFocus("b")]).toEqual([
    false,
    true,
    false,
  ]);
});

test("when the panel in front goes, another comes to the front", () => {
  const dock = freshDock();
  dock.put(tab("a"));
  dock.put(tab("b"));
  dock.remove("a");
  expect(dock.front()).toBe("b");
  dock.remove("b");
  expect(dock.front()).toBeNull();
});

test("a panel that comes back can be in front again", () => {
  const dock = freshDock();
  dock.put(tab("a"));
  dock.put(tab("b"));
  dock.remove("a");
  dock.put(tab("a"), true);
  expect(dock.front()).toBe("a");
});

test("every copy of the module sees the same dock, and each end of the page has its own", () => {
  dockAt("shared").put(tab("a"));
  expect(dockAt("shared").tabs()).toEqual([tab("a")]);
  expect(dockAt("other").tabs()).toEqual([]);
});

test("listeners hear of changes, and of nothing where nothing changed", () => {
  const dock = freshDock();
  let calls = 0;
  const stop = dock.listen(() => {
    calls += 1;
  });
  dock.put(tab("a", 1));
  dock.put(tab("a", 1));
  expect(calls).toBe(1);
  dock.put(tab("a", 2));
  expect(calls).toBe(2);
  stop();
  dock.setOpen(true);
  expect(calls).toBe(2);
});
