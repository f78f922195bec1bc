import { describe, expect, test } from "vitest";
import { Problem } from "../src/api/request";
import { decode, type Encoding, encodingOf, isText } from "../src/operators/import/decode";
import { Sending } from "../src/operators/import/sending";
import { judge, namesOf, tableOf } from "../src/operators/import/table";

const namesIn = (text: string) => {
  const table = tableOf(text);
  return judge(table, table.nameColumn, []).map(({ name }) => name);
};

describe("a list of names", () => {
  test.each([
    ["one a line", "Iryna Bondar\nOleh Kravets\n"],
    ["with a head", "name\nIryna Bondar\nOleh Kravets"],
    ["in a second column, by its head", "id;Name\n7;Iryna Bondar\n8;Oleh Kravets"],
    ["in a second column, by what stands there", "7;Iryna Bondar\n8;Oleh Kravets"],
    ["behind addresses", "i@tea.example,Iryna Bondar\no@tea.example,Oleh Kravets"],
    [
      "separated by tabs, as a spreadsheet copies",
      "Name\tTeam\nIryna Bondar\tSales\nOleh Kravets\tSales",
    ],
    ["with Windows' ends of lines and empty lines", "\r\nIryna Bondar\r\n\r\nOleh Kravets\r\n"],
    ["with a mark at its beginning", "\uFEFFname;team\nIryna Bondar;Sales\nOleh Kravets;Sales"],
    [
      "with empty lines among columns",
      "Team;Name\r\n\r\nSales;Iryna Bondar\r\n;\r\nSales;Oleh Kravets\r\n",
    ],
    ["in quotes", '"name"\n"Iryna Bondar"\n"Oleh Kravets"'],
    ["with spaces around and between", "  Iryna   Bondar \nOleh\u00a0Kravets"],
    ["in Ukrainian", "Ім’я;Відділ\nIryna Bondar;Продаж\nOleh Kravets;Продаж"],
  ])("%s", (_, text) => {
    expect(namesIn(text)).toEqual(["Iryna Bondar", "Oleh Kravets"]);
  });

  test("may hold the separator in quotes, and a line's end", () => {
    const table = tableOf('name,team\n"Bondar, Iryna",Sales\n"Oleh\nKravets",Sales\nMarko,Sales');
    expect(judge(table, 0, []).map(({ line, name }) => [line, name])).toEqual([
      [2, "Bondar, Iryna"],
      [3, "Oleh Kravets"],
      [5, "Marko"],
    ]);
  });

  test("that is empty has no lines", () => {
    expect(namesIn("")).toEqual([]);
    expect(namesIn("\n \n\n")).toEqual([]);
  });

  test("says of each line what becomes of it", () => {
    const table = tableOf(
      `name;team\nAnn;x\nann;x\nBoris;x\n\u200b;x\n${"ї".repeat(101)};x\n${"👩".repeat(100)};x`,
    );
    const judged = judge(table, table.nameColumn, ["BORIS"]);
    expect(judged.map(({ line, verdict }) => [line, verdict])).toEqual([
      [2, "ready"],
      [3, "twice"],
      [4, "known"],
      [5, "empty"],
      [6, "long"],
      [7, "ready"],
    ]);
    expect(namesOf(judged, false)).toEqual(["Ann", "👩".repeat(100)]);
    expect(namesOf(judged, true)).toEqual(["Ann", "ann", "Boris", "👩".repeat(100)]);
  });
});

describe("a file's encoding", () => {
  const CYRILLIC_1251 = Uint8Array.from([0xb2, 0xf0, 0xe8, 0xed, 0xe0]);
  const utf16 = (text: string, mark: boolean) =>
    Uint8Array.from([
      ...(mark ? [0xff, 0xfe] : []),
      ...new Uint8Array(new Uint16Array([...text].map((c) => c.charCodeAt(0))).buffer),
    ]);

  test.each<[string, Uint8Array, string[], Encoding, string]>([
    ["UTF-8", new TextEncoder().encode("Ірина"), ["uk"], "utf-8", "Ірина"],
    ["UTF-8 with a mark", new TextEncoder().encode("\uFEFFIryna"), [], "utf-8", "Iryna"],
    ["UTF-16 with a mark", utf16("Ірина", true), [], "utf-16le", "Ірина"],
    ["UTF-16 without one", utf16("Iryna Bondar", false), [], "utf-16le", "Iryna Bondar"],
    [
      "Windows-1251, for who reads Cyrillic",
      CYRILLIC_1251,
      ["en-GB", "uk-UA"],
      "windows-1251",
      "Ірина",
    ],
    ["Windows-1251, by its words", CYRILLIC_1251, ["en-GB"], "windows-1251", "Ірина"],
    [
      "Windows-1252, with letters side by side",
      Uint8Array.from([0x41, 0x73, 0x73, 0x75, 0x6e, 0xe7, 0xe3, 0x6f]),
      ["pt"],
      "windows-1252",
      "Assunção",
    ],
    [
      "Windows-1252, for others",
      Uint8Array.from([0x4a, 0xf6, 0x72, 0x67]),
      ["de"],
      "windows-1252",
      "Jörg",
    ],
  ])("%s", (_, bytes, languages, encoding, text) => {
    expect(encodingOf(bytes, languages)).toBe(encoding);
    expect(decode(bytes, encoding)).toBe(text);
    expect(isText(bytes, encoding)).toBe(true);
  });

  test("is none where a spreadsheet's own file was taken", () => {
    const archive = Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x08, 0xe7, 0xff, 0x9c]);
    expect(isText(archive, encodingOf(archive, ["en"]))).toBe(false);
  });
});

describe("adding many", () => {
  const names = Array.from({ length: 250 }, (_, index) => `Operator ${index}`);

  test("goes a hundred at a time, each with a key of its own, and tells how far it is", async () => {
    const sent: [number, string][] = [];
    const told: number[] = [];
    const sending = new Sending(names);
    await sending.run(
      async (chunk, key) => {
        sent.push([chunk.length, key]);
        return chunk.map((_, index) => ({ id: sent.length * 1000 + index }));
      },
      (done) => told.push(done),
    );
    expect(sent.map(([count]) => count)).toEqual([100, 100, 50]);
    expect(new Set(sent.map(([, key]) => key)).size).toBe(3);
    expect(told).toEqual([100, 200, 250]);
    expect(sending.ids).toHaveLength(250);
    expect(sending.ids.slice(99, 101)).toEqual([1099, 2000]);
  });

  test("goes on after it broke off with the same chunk and the same key", async () => {
    const sent: [string | undefined, string][] = [];
    let broken = true;
    const send = async (chunk: readonly string[], key: string) => {
      sent.push([chunk[0], key]);
      if (sent.length === 2 && broken) throw new Problem(0, "network", "");
      return [];
    };
    const sending = new Sending(names);
    await expect(sending.run(send, () => {})).rejects.toBeInstanceOf(Problem);
    expect(sending.done).toBe(100);
    broken = false;
    await sending.run(send, () => {});
    expect(sent.map(([first]) => first)).toEqual([
      "Operator 0",
      "Operator 100",
      "Operator 100",
      "Operator 200",
    ]);
    expect(sent[1]?.[1]).toBe(sent[2]?.[1]);
    expect(sending.done).toBe(250);
  });
});
