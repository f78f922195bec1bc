import { expect, test } from "vitest";
import { applyOperator, type OperatorState, operatorState } from "../src";
import { operatorSnapshot } from "./desk";

test("channels are kept as a snapshot has them, and the organization by its new name", () => {
  const channel = (id: number, name: string) => ({ id, kind: "web", name, labels: {} }) as const;
  const state = [
    { type: "channel", channel: channel(2, "Shop") } as const,
    { type: "channel", channel: channel(1, "Site of today") } as const,
    { type: "organization", organization: { id: 1, name: "Tea shop" } } as const,
  ].reduce<OperatorState>(
    (held, event, index) =>
      applyOperator(held, { type: "event", position: 11 + index, at: 1, event }),
    operatorState(operatorSnapshot([], { channels: [channel(1, "Site")] })),
  );
  expect(state.channels.map(({ name }) => name)).toEqual(["Site of today", "Shop"]);
  expect(state.organization.name).toBe("Tea shop");
});
