import { expect, it, vi } from "vitest";
import { ears } from "../src/ears";
import { raise } from "../src/raise";

const script = document.createElement("script");
script.id = "chat-1";
document.body.append(script);

it("hears what the embeds that are meant raise, until it is told not to", () => {
  const { on, off } = ears((id) => id === "chat-1");
  const heard = vi.fn();
  const stop = on("unread", heard);
  on("open", heard);
  raise({ script }, "unread", { unread: 2 });
  expect(heard.mock.calls).toEqual([[{ unread: 2 }]]);
  stop();
  raise({ script }, "unread", { unread: 3 });
  off("open", heard);
  off("open", heard);
  raise({ script }, "open");
  expect(heard).toHaveBeenCalledOnce();
});

it("hears the next element with the same id, and no other embed", () => {
  const { on } = ears((id) => id === "chat-1");
  const heard = vi.fn();
  on("open", heard);
  const next = document.createElement("script");
  next.id = "chat-1";
  script.replaceWith(next);
  raise({ script: next }, "open");
  next.id = "chat-2";
  raise({ script: next }, "open");
  expect(heard).toHaveBeenCalledOnce();
});

it("calls a listener once, however often it was added", () => {
  const { on } = ears(() => true);
  const heard = vi.fn();
  on("close", heard);
  on("close", heard);
  document.body.append(script);
  raise({ script }, "close");
  expect(heard).toHaveBeenCalledOnce();
});
