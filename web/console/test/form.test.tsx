import { render } from "preact";
import { act } from "preact/test-utils";
import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { go, place } from "../src/address";
import { Problem } from "../src/api/request";
import { emptyOnes } from "../src/parts/checks";
import { TextField } from "../src/parts/Field";
import { FormBox } from "../src/parts/FormBox";
import { UNSENT, useForm } from "../src/parts/form";
import { leaving } from "../src/parts/leaving";
import { problems } from "../src/problem-words";
import { shell } from "../src/shell-words";

beforeAll(() => Promise.all([shell.load(), problems.load()]));

let send: (values: { name: string; note: string }) => Promise<unknown>;
let root: HTMLElement;

function Sheet() {
  const form = useForm({
    initial: { name: "", note: "kept" },
    check: emptyOnes,
    send: (values) => send(values),
    names: { "[0].name": "name" },
  });
  return (
    <FormBox form={form} send="Send">
      <TextField form={form} name="name" label="Name" />
      <TextField form={form} name="note" label="Note" />
    </FormBox>
  );
}

// What was typed in one test keeps nobody from leaving in the next.
afterEach(() => act(() => render(null, root)));

beforeEach(async () => {
  await go("/console", "replace");
  send = async () => {};
  document.body.replaceChildren();
  root = document.body.appendChild(document.createElement("main"));
  await act(() => render(<Sheet />, root));
});

const field = (name: string) => root.querySelector<HTMLInputElement>(`[name=${name}]`);

async function type(name: string, value: string) {
  await act(() => {
    const input = field(name);
    if (!input) throw new Error(`no field ${name}`);
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

const press = () => act(() => root.querySelector<HTMLButtonElement>("[type=submit]")?.click());

describe("a form", () => {
  test("does not ask the server about what is empty, and goes to that field", async () => {
    send = () => Promise.reject(new Error("asked"));
    await press();
    expect(field("name")?.getAttribute("aria-invalid")).toBe("true");
    expect(document.activeElement).toBe(field("name"));
    expect(root.querySelector("[role=alert]")?.textContent).toBe("Fill this in.");
    await type("name", "A");
    expect(field("name")?.hasAttribute("aria-invalid")).toBe(false);
  });

  test("shows beside the field what the server says of it, and loses nothing", async () => {
    send = async () => {
      throw new Problem(400, "invalid", "`[0].name`: it is taken.", "[0].name");
    };
    await type("name", "Iryna");
    await press();
    await expect.poll(() => root.querySelector("[role=alert]")?.textContent).toBe("It is taken.");
    expect(field("name")?.getAttribute("aria-describedby")).toBe(
      root.querySelector("[role=alert]")?.id,
    );
    expect(field("name")?.value).toBe("Iryna");
    expect(field("note")?.value).toBe("kept");
  });

  test("says once what is wrong with none of its fields, and may be sent again", async () => {
    let tries = 0;
    send = async () => {
      tries += 1;
      if (tries === 1) throw new Problem(0, "network", "");
    };
    await type("name", "Iryna");
    await press();
    const failure = () => root.querySelector(".failure");
    await expect.poll(() => failure()?.textContent).toContain("The server cannot be reached.");
    await act(() => failure()?.querySelector("button")?.click());
    await expect.poll(failure).toBeNull();
    expect(tries).toBe(2);
  });

  test("asks before what was typed is left, and no more once it was sent", async () => {
    await type("name", "Iryna");
    const left = go("/console/people");
    await act(() => leaving.value?.(false));
    await left;
    expect(place.value.screen).toBe("");
    await press();
    await expect.poll(() => root.querySelector("[aria-busy]")).toBeNull();
    await act(() => go("/console/people"));
    expect(place.value.screen).toBe("people");
  });

  test("asks before it is left also where its sending is still to be decided", async () => {
    send = async () => UNSENT;
    await type("name", "Iryna");
    await press();
    await expect.poll(() => root.querySelector("[aria-busy]")).toBeNull();
    const left = go("/console/people");
    await act(() => leaving.value?.(false));
    await left;
    expect(place.value.screen).toBe("");
  });
});
