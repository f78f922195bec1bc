import { beforeAll, describe, expect, test } from "vitest";
import {
  type Editing,
  editingOf,
  faultsOf,
  merged,
  newQuestion,
  settingsOf,
} from "../src/channels/editing";
import { words } from "../src/channels/words";
import { PLAIN } from "../src/preview/plain";

beforeAll(() => words.load());

const CHOSEN = {
  ...PLAIN,
  greeting: "Good day!",
  teaserAfter: 0,
  looks: { ...PLAIN.looks, mainColor: "#0a7d55", offsetX: 0, position: "start", locale: "uk" },
  form: {
    ...PLAIN.form,
    when: "before",
    fields: [
      { key: "topic", label: "Topic", required: true, kind: "choice", choices: ["Tea", "Pots"] },
    ],
  },
} as const;

test.each([PLAIN, CHOSEN])("what is not touched is saved as it was", (settings) => {
  expect(settingsOf(editingOf(settings))).toEqual(settings);
  expect(faultsOf(editingOf(settings))).toEqual({});
});

function typed(news: Partial<Editing>): Editing {
  return { ...editingOf(PLAIN), ...news };
}

const looks = (name: string, value: string) =>
  typed({ looks: { ...editingOf(PLAIN).looks, [name]: value } });

test.each([
  [looks("mainColor", "blurple"), "looks.mainColor"],
  [looks("offsetY", "-3"), "looks.offsetY"],
  [looks("offsetX", "2001"), "looks.offsetX"],
  [typed({ teaserAfter: "soon" }), "teaserAfter"],
  [typed({ teaserAfter: " " }), "teaserAfter"],
  [typed({ greeting: "x".repeat(501) }), "greeting"],
  [typed({ consent: "x".repeat(1001) }), "form.consent"],
  [typed({ fields: [newQuestion(typed({}))] }), "form.fields[0].label"],
  [
    typed({ fields: [{ ...newQuestion(typed({})), label: "Topic", kind: "choice" }] }),
    "form.fields[0].choices",
  ],
])("what cannot be is named as the server would, and left out of the preview", (editing, name) => {
  expect(Object.keys(faultsOf(editing))).toEqual([name]);
  expect(() => settingsOf(editing)).not.toThrow();
});

test("a new question has a key that no other has", () => {
  const fields = [{ ...newQuestion(typed({})), key: "question2" }];
  expect(newQuestion(typed({ fields })).key).toBe("question3");
});

test("choices are the lines, each once", () => {
  const question = { ...newQuestion(typed({})), label: "Topic", kind: "choice" as const };
  const editing = typed({ fields: [{ ...question, choices: " Tea \n\nPots\nTea\n" }] });
  expect(settingsOf(editing).form.fields[0]?.choices).toEqual(["Tea", "Pots"]);
});

describe("two people's changes", () => {
  const kept = editingOf(PLAIN);
  const theirs = { ...kept, greeting: "Theirs", looks: { ...kept.looks, mainColor: "#123456" } };

  test("come together where each has changed something else", () => {
    const mine = { ...kept, awayText: "Mine", looks: { ...kept.looks, iconColor: "#ffffff" } };
    const { editing, both } = merged(kept, mine, theirs);
    expect(both).toEqual([]);
    expect(editing).toEqual({
      ...theirs,
      awayText: "Mine",
      looks: { ...theirs.looks, iconColor: "#ffffff" },
    });
  });

  test("are told where both have changed the same, and what was typed here stays", () => {
    const mine = { ...kept, greeting: "Mine", looks: { ...kept.looks, mainColor: "#654321" } };
    const { editing, both } = merged(kept, mine, theirs);
    expect(both).toEqual(["mainColor", "greeting"]);
    expect(editing).toEqual(mine);
  });

  test("are one where both have changed it alike", () => {
    expect(merged(kept, theirs, theirs)).toEqual({ editing: theirs, both: [] });
  });
});
