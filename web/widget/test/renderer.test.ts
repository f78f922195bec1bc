import { afterEach, expect, test, vi } from "vitest";
import {
  createContext,
  Fragment,
  jsx,
  render,
  signal,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "../src/renderer";

const place = document.createElement("div");
afterEach(() => render(null, place));

const drawn = () => place.innerHTML;
const soon = () => Promise.resolve();
type Setter = (value: unknown) => void;

test("texts, elements, components and lists are drawn; nothing is drawn for what is nothing", () => {
  const Name = ({ name }: { name?: unknown }) => jsx("b", { children: name });
  const list = ["a", "b"].map((letter) => jsx("li", { children: letter }, letter));
  render(
    jsx(Fragment, {
      children: [
        "Hi ",
        jsx(Name, { name: "Olena" }),
        null,
        false,
        0,
        jsx("ul", { children: list }),
      ],
    }),
    place,
  );
  expect(drawn()).toBe("Hi <b>Olena</b>0<ul><li>a</li><li>b</li></ul>");
  render(null, place);
  expect(drawn()).toBe("");
});

test("text is never read as markup", () => {
  render(jsx("p", { title: '"><i>', children: "<img src=x onerror=alert(1)>" }), place);
  expect(place.querySelectorAll("*")).toHaveLength(1);
});

test("a list that is turned around keeps its elements", () => {
  const show = (keys: string[]) =>
    render(
      jsx("ul", { children: keys.map((key) => jsx("li", { id: key, children: key }, key)) }),
      place,
    );
  show(["a", "b", "c"]);
  const before = new Map([...place.querySelectorAll("li")].map((li) => [li.id, li]));
  show(["d", "c", "a"]);
  const now = [...place.querySelectorAll("li")];
  expect(now.map((li) => li.textContent)).toEqual(["d", "c", "a"]);
  expect(now.slice(1)).toEqual([before.get("c"), before.get("a")]);
});

test("an element that stays where it is is not touched", () => {
  const show = (keys: string[]) =>
    render(jsx("ul", { children: keys.map((key) => jsx("li", { children: key }, key)) }), place);
  show(["a", "b"]);
  const list = place.firstElementChild as Element;
  const insert = vi.spyOn(list, "insertBefore");
  show(["a", "b", "c"]);
  expect(insert).toHaveBeenCalledOnce();
});

test("attributes come and go; what is true or false stands as HTML and ARIA want it", () => {
  const show = (props: Record<string, unknown>) => render(jsx("button", props), place);
  show({ disabled: true, hidden: false, "aria-expanded": false, class: "a", title: undefined });
  expect(drawn()).toBe('<button disabled="" aria-expanded="false" class="a"></button>');
  show({ disabled: false, "aria-expanded": true });
  expect(drawn()).toBe('<button aria-expanded="true"></button>');
});

test("drawings are SVG all the way down", () => {
  render(jsx("svg", { viewBox: "0 0 1 1", children: jsx("path", { d: "M0 0" }) }), place);
  expect(place.querySelector("path")).toBeInstanceOf(SVGElement);
  expect(place.querySelector("svg")?.getAttribute("viewBox")).toBe("0 0 1 1");
});

test("an element hears with its newest handler, once", () => {
  const one = vi.fn();
  const other = vi.fn();
  render(jsx("button", { onClick: one }), place);
  render(jsx("button", { onClick: other }), place);
  (place.firstElementChild as HTMLElement).click();
  expect(one).not.toHaveBeenCalled();
  expect(other).toHaveBeenCalledOnce();
});

test("a field shows what it is given, whatever was typed", () => {
  render(jsx("textarea", { value: "a" }), place);
  const field = place.firstElementChild as HTMLTextAreaElement;
  field.value = "typed";
  render(jsx("textarea", { value: "a" }), place);
  expect(field.value).toBe("a");
});

test("state redraws its component alone, once for many changes, in its own place", async () => {
  let set: Setter = () => undefined;
  const draws = vi.fn();
  const Count = () => {
    const [count, change] = useState(0) as [number, Setter];
    set = change;
    draws();
    return count ? [jsx("i", { children: count }), jsx("i", { children: "!" })] : null;
  };
  const around = vi.fn(() => jsx("p", { children: ["a", jsx(Count, {}), "b"] }));
  render(jsx(around, {}), place);
  set(1);
  set((count: number) => count + 1);
  await soon();
  expect(drawn()).toBe("<p>a<i>2</i><i>!</i>b</p>");
  expect(draws).toHaveBeenCalledTimes(2);
  expect(around).toHaveBeenCalledOnce();
});

test("a signal redraws who read it, and nobody once that is gone", async () => {
  const name = signal("Olena");
  const draw = vi.fn(() => jsx("b", { children: name.value }));
  render(jsx(draw, {}), place);
  name.value = "Petro";
  await soon();
  expect(drawn()).toBe("<b>Petro</b>");
  render(null, place);
  name.value = "Iryna";
  await soon();
  expect(draw).toHaveBeenCalledTimes(2);
});

test("effects run when all stands, the inner first, and end before they run again and at the end", () => {
  const log: string[] = [];
  const Part = ({ name, children }: { name?: unknown; children?: unknown }) => {
    useEffect(() => {
      log.push(`${name} in ${place.textContent}`);
      return () => log.push(`${name} out`);
    }, [name]);
    return children;
  };
  const show = (name: string) =>
    render(jsx(Part, { name, children: jsx(Part, { name: "inner", children: "text" }) }), place);
  show("outer");
  show("outer");
  expect(log).toEqual(["inner in text", "outer in text"]);
  show("other");
  render(null, place);
  expect(log.slice(2)).toEqual(["outer out", "other in text", "other out", "inner out"]);
});

test("refs tell of the element, and of its end", () => {
  const ref = { current: null as Element | null };
  const told = vi.fn();
  render(jsx("p", { ref, children: jsx("b", { ref: told }) }), place);
  expect(ref.current?.localName).toBe("p");
  render(null, place);
  expect(ref.current).toBeNull();
  expect(told.mock.calls.map(([node]) => node?.localName ?? null)).toEqual(["b", null]);
});

test("a context reaches through everything to who asks for it", () => {
  const Language = createContext("en");
  const Ask = () => jsx("b", { children: useContext(Language) });
  const through = jsx("div", { children: jsx(Ask, {}) });
  render([jsx(Language.Provider, { value: "uk", children: through }), jsx(Ask, {})], place);
  expect(place.textContent).toBe("uken");
});

test("what is remembered is made anew only for other reasons", () => {
  const make = vi.fn(() => ({}));
  const kept: unknown[] = [];
  const Part = ({ of }: { of?: unknown }) => {
    kept.push(useMemo(make, [of]), useRef(of));
    return null;
  };
  for (const of of [1, 1, 2]) render(jsx(Part, { of }), place);
  expect(make).toHaveBeenCalledTimes(2);
  expect(kept[0]).toBe(kept[2]);
  expect(kept[1]).toBe(kept[5]);
});
