import { describe, expect, test } from "vitest";
import { Problem } from "../src/api/request";
import type { Operator } from "../src/api/types";
import { fileOf, listOf, Making } from "../src/operators/links/making";

const operators: Operator[] = [1, 2, 3].map((id) => ({ id, name: `Operator ${id}`, status: 0 }));
const link = async (id: number) => `https://chat.example/panel#${id}`;

describe("links for several operators", () => {
  test("are made one after another, and told as they come", async () => {
    const told: number[] = [];
    const making = new Making(operators);
    await making.run(link, () => told.push(making.done));
    expect(told).toEqual([1, 2, 3]);
    expect(listOf(making.made)).toBe(
      [1, 2, 3].map((id) => `Operator ${id}: https://chat.example/panel#${id}`).join("\n"),
    );
  });

  test("go on where it broke off, and nobody gets two", async () => {
    const asked: number[] = [];
    let broken = true;
    const make = async (id: number) => {
      asked.push(id);
      if (id === 2 && broken) throw new Problem(0, "network", "");
      return link(id);
    };
    const making = new Making(operators);
    await expect(making.run(make, () => {})).rejects.toBeInstanceOf(Problem);
    broken = false;
    await making.run(make, () => {});
    expect(asked).toEqual([1, 2, 2, 3]);
    expect(making.made).toHaveLength(3);
  });

  test("leave out who is not active any more, and wait where the server asks for a moment", async () => {
    const waited: number[] = [];
    let tries = 0;
    const make = async (id: number) => {
      if (id === 1) throw new Problem(403, "forbidden", "");
      tries += 1;
      if (tries === 1) throw new Problem(429, "limit", "", null, 2);
      return link(id);
    };
    const making = new Making(operators);
    await making.run(
      make,
      () => {},
      async (seconds) => waited.push(seconds),
    );
    expect(making.left).toEqual(["Operator 1"]);
    expect(making.made.map(({ name }) => name)).toEqual(["Operator 2", "Operator 3"]);
    expect(waited).toEqual([2]);
  });

  test("end with the problem where the server wants to be left alone for long", async () => {
    const making = new Making(operators);
    const busy = async () => {
      throw new Problem(429, "limit", "", null, 600);
    };
    await expect(making.run(busy, () => {})).rejects.toBeInstanceOf(Problem);
    expect(making.left).toEqual([]);
  });

  test("are a file that no spreadsheet takes for formulas", async () => {
    const names = ['=HYPERLINK("x")', 'Ola, the "second"'];
    const file = fileOf(
      ["Name", "Link"],
      names.map((name) => ({ name, link: "https://a.example" })),
    );
    const bytes = new Uint8Array(await file.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes)).toBe(
      'Name,Link\r\n"\'=HYPERLINK(""x"")",https://a.example\r\n' +
        '"Ola, the ""second""",https://a.example\r\n',
    );
  });
});
