import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  applyCustomer,
  applyOperator,
  type CustomerState,
  customerState,
  type EventFrame,
  type OperatorState,
  operatorState,
} from "../src";
import { placeOf, WINDOW, withMessage, withOlder } from "../src/thread";
import { conversation, ME, note, operatorSnapshot, written } from "./desk";
import { came, customerSnapshot, message, OWN_CONVERSATION } from "./server";

const CUSTOMER = customerState(customerSnapshot({ seq: 3, conversation: OWN_CONVERSATION }));
const OPERATOR = operatorState(operatorSnapshot([conversation(1), conversation(2)]));

const oddEvent = fc.oneof(
  fc.anything(),
  fc.record(
    {
      type: fc.constantFrom(
        "message",
        "conversation",
        "own_conversation",
        "seen_by_customer",
        "seen_by_operator",
        "customer",
        "operator",
        "channel",
        "organization",
        "profile",
        "news",
      ),
      message: fc.anything(),
      conversation: fc.anything(),
      customer: fc.anything(),
      operator: fc.anything(),
      seq: fc.anything(),
    },
    { requiredKeys: ["type"] },
  ),
);

describe("whatever comes", () => {
  test("a customer's state takes it without an error, and counts on", () => {
    fc.assert(
      fc.property(fc.array(oddEvent, { maxLength: 8 }), (events) => {
        const state = events.reduce<CustomerState>(
          (held, event, index) =>
            applyCustomer(held, { type: "event", seq: index + 4, at: 1, event } as EventFrame),
          CUSTOMER,
        );
        expect(state.seq).toBe(events.length + 3);
      }),
    );
  });

  test("an operator's state takes it without an error, and counts on", () => {
    fc.assert(
      fc.property(fc.array(oddEvent, { maxLength: 8 }), (events) => {
        const state = events.reduce<OperatorState>(
          (held, event, index) =>
            applyOperator(held, {
              type: "event",
              position: index + 11,
              at: 1,
              event,
            } as EventFrame),
          OPERATOR,
        );
        expect(state.position).toBe(events.length + 10);
      }),
    );
  });
});

describe("a customer's state", () => {
  test("a message is appended and counted on its side", () => {
    const state = [came(4), came(5, { sender: { kind: "customer", name: null } })].reduce(
      applyCustomer,
      CUSTOMER,
    );
    expect(state.messages.map(placeOf)).toEqual([4, 5]);
    expect(state.conversation).toMatchObject({ operatorMessages: 1, customerMessages: 1 });
  });

  test("read marks, the conversation and the profile are replaced", () => {
    const events = [
      { type: "seen_by_customer", seq: 4, messages: 1 },
      { type: "seen_by_operator", seq: 5 },
      {
        type: "profile",
        name: "Ann",
        email: null,
        phone: null,
        blocked: true,
        fields: { order: "17" },
        consentedAt: 5,
      },
    ] as const;
    const state = events.reduce<CustomerState>(
      (held, event, index) => applyCustomer(held, { type: "event", seq: index + 4, at: 1, event }),
      CUSTOMER,
    );
    expect(state.conversation).toMatchObject({ customerRead: 4, customerSeen: 1, teamRead: 5 });
    expect(state).toMatchObject({ name: "Ann", blocked: true, seq: 6, consentedAt: 5 });
    expect(state.fields).toEqual({ order: "17" });
  });
});

describe("an operator's state", () => {
  test("a message is the conversation's last one, a note is not", () => {
    const state = [written(11, 1), note(12, 1)].reduce(applyOperator, OPERATOR);
    const held = state.conversations.get(1)?.conversation;
    expect(held).toMatchObject({ customerMessages: 1, activeAt: 11 });
    expect(held?.lastMessage?.position).toBe(11);
  });

  test("an event that a fetched conversation has in it already is not counted twice", () => {
    const twice = [written(11, 1), written(11, 1)].reduce(applyOperator, OPERATOR);
    expect(twice.conversations.get(1)?.conversation.customerMessages).toBe(1);
  });

  test("an erased conversation is gone, with its thread and from the counts, however often it is told", () => {
    const threads = new Map([[1, { messages: [], more: false, newer: false }]]);
    const erased = { type: "erased", conversation: 1 } as const;
    const state = [11, 12].reduce<OperatorState>(
      (held, position) => applyOperator(held, { type: "event", position, at: 1, event: erased }),
      { ...OPERATOR, threads },
    );
    expect(state.conversations.has(1)).toBe(false);
    expect(state.threads.size).toBe(0);
    expect(state).toMatchObject({
      waiting: OPERATOR.waiting - 1,
      mine: OPERATOR.mine,
      unsure: false,
    });
  });

  test("of an erased conversation that was not held the counts are asked for", () => {
    const erased = { type: "erased", conversation: 77 } as const;
    const state = applyOperator(OPERATOR, { type: "event", position: 11, at: 1, event: erased });
    expect(state).toMatchObject({ unsure: true, waiting: OPERATOR.waiting });
    expect(state.missing.size).toBe(0);
  });

  test("the counts follow what is taken, handed on, released, resolved and reopened", () => {
    const steps = [
      ["taken", { assignee: ME }, 1, 1],
      ["assigned", { assignee: 9 }, 1, 0],
      ["released", { assignee: null }, 2, 0],
      ["taken", { assignee: ME }, 1, 1],
      ["resolved", { assignee: ME, status: "resolved" }, 1, 0],
      ["reopened", { assignee: ME }, 1, 1],
    ] as const;
    let state = OPERATOR;
    for (const [index, [change, given, waiting, mine]] of steps.entries()) {
      const event = {
        type: "conversation",
        change,
        conversation: conversation(1, given).conversation,
        by: { kind: "operator", name: null },
        assigneeName: null,
        assigneeFace: null,
      } as const;
      state = applyOperator(state, { type: "event", position: index + 11, at: 1, event });
      expect([change, state.waiting, state.mine, state.unsure]).toEqual([
        change,
        waiting,
        mine,
        false,
      ]);
    }
  });

  test("only one's own reading counts as seen, anybody's as the team's", () => {
    const seen = (operator: number, position: number): EventFrame => ({
      type: "event",
      position,
      at: 1,
      event: { type: "seen_by_operator", conversation: 1, operator, seq: position, messages: 5 },
    });
    const others = applyOperator(OPERATOR, seen(9, 11));
    expect(others.conversations.get(1)).toMatchObject({ seen: 0, conversation: { teamRead: 11 } });
    expect(applyOperator(others, seen(ME, 12)).conversations.get(1)?.seen).toBe(5);
  });

  test("a customer and an operator are replaced wherever they appear", () => {
    const customer = { ...conversation(1).conversation.customer, name: "Ann" };
    const renamed = { id: ME, name: "New name", status: 0, face: null } as const;
    const state = [
      { type: "customer", customer } as const,
      { type: "operator", operator: renamed } as const,
    ].reduce<OperatorState>(
      (held, event, index) =>
        applyOperator(held, { type: "event", position: 11 + index, at: 1, event }),
      OPERATOR,
    );
    expect(state.conversations.get(1)?.conversation.customer.name).toBe("Ann");
    expect(state.me.name).toBe("New name");
    expect(state.operators.get(ME)?.name).toBe("New name");
  });

  test("what is told of a conversation that is not held is missing, and makes the counts unsure", () => {
    expect(applyOperator(OPERATOR, written(11, 3)).missing).toEqual(new Set([3]));
    const event = {
      type: "conversation",
      change: "taken",
      conversation: conversation(3, { assignee: ME }).conversation,
      by: { kind: "operator", name: null },
      assigneeName: null,
      assigneeFace: null,
    } as const;
    const state = applyOperator(OPERATOR, { type: "event", position: 11, at: 1, event });
    expect(state).toMatchObject({ missing: new Set([3]), unsure: true, waiting: 2, mine: 0 });
  });
});

describe("a thread's window", () => {
  const EMPTY = { messages: [], more: false, newer: false };

  test("messages are in order, once each, and never more than the window, whatever the order they come in", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 600 }), (places) => {
        const thread = places.map((place) => message(place)).reduce(withMessage, EMPTY);
        const held = thread.messages.map(placeOf);
        expect(held).toEqual([...new Set(held)].sort((a, b) => a - b));
        expect(held.length).toBeLessThanOrEqual(WINDOW);
        if (new Set(places).size <= WINDOW) expect(held).toHaveLength(new Set(places).size);
        expect(held.at(-1)).toBe(places.length > 0 ? Math.max(...places) : undefined);
      }),
    );
  });

  test("paging back lets the newest go, and then nothing is appended beside the hole", () => {
    const page = (from: number) =>
      ({
        type: "thread",
        messages: Array.from({ length: 100 }, (_, i) => message(from + i)),
        more: true,
      }) as const;
    const long = [page(201), page(101), page(1)].reduce(withOlder, EMPTY);
    expect(long.messages.map(placeOf)[0]).toBe(1);
    expect(long).toMatchObject({ more: true, newer: true });
    expect(withMessage(long, message(301))).toBe(long);
  });
});
