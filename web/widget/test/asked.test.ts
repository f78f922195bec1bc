import type { CustomerState, Form } from "@chathub/protocol";
import { expect, test } from "vitest";
import { askedOf, asksFirst } from "../src/later/asked";

const say = (key: string) => key;
const NOTHING: Form = {
  when: "before",
  name: "no",
  email: "no",
  phone: "no",
  fields: [],
  consent: null,
};
const order = { key: "order", label: "Order", required: true, kind: "text", choices: [] } as const;

function customer(told: Partial<CustomerState> = {}): CustomerState {
  return {
    seq: 0,
    name: null,
    email: null,
    phone: null,
    fields: {},
    consentedAt: null,
    blocked: false,
    organization: "Sample",
    conversation: null,
    online: true,
    messages: [],
    more: false,
    newer: false,
    queuePosition: null,
    ...told,
  };
}

test("it asks for what the channel wants and the customer has not told", () => {
  const form: Form = { ...NOTHING, name: "required", email: "optional", fields: [order] };
  expect(askedOf(form, customer({ name: "Daria" }), say)).toEqual([
    { name: "email", label: "form.email", type: "email", required: false, choices: [] },
    { name: ":order", label: "Order", type: "text", required: true, choices: [] },
  ]);
  expect(askedOf(form, customer({ fields: { order: "12" } }), say)).toHaveLength(2);
});

test("a form that asks for nothing new does not stand in the way", () => {
  const form: Form = { ...NOTHING, email: "required" };
  expect(asksFirst(NOTHING, customer(), true)).toBe(false);
  expect(asksFirst(form, customer(), false)).toBe(true);
  expect(asksFirst(form, customer({ email: "d@example.com" }), false)).toBe(false);
});

test("a consent is asked for once", () => {
  const form: Form = { ...NOTHING, consent: "I agree." };
  expect(asksFirst(form, customer(), false)).toBe(true);
  expect(asksFirst(form, customer({ consentedAt: 1 }), false)).toBe(false);
});

test("the form for absences stays away while somebody is there, and one for never always", () => {
  const form: Form = { ...NOTHING, when: "away", email: "required" };
  expect(asksFirst(form, customer(), false)).toBe(false);
  expect(asksFirst(form, customer(), true)).toBe(true);
  expect(asksFirst({ ...form, when: "never" }, customer(), true)).toBe(false);
});
