import { expect, test } from "vitest";
import { originOf } from "../src/parts/origin";

test.each([
  ["https://www.example.com", "https://www.example.com"],
  ["https://www.example.com/shop/tea?x=1#top", "https://www.example.com"],
  ["  HTTPS://WWW.Example.com/ ", "https://www.example.com"],
  ["www.example.com/shop", "https://www.example.com"],
  ["https://www.example.com:443", "https://www.example.com"],
  ["http://shop.example.com:8080/x", "http://shop.example.com:8080"],
  ["localhost:3000/page", "http://localhost:3000"],
  ["127.0.0.1:3000", "http://127.0.0.1:3000"],
  ["https://*.example.com", "https://*.example.com"],
  ["*.Example.com/shop/*", "https://*.example.com"],
  ["https://магазин.example/чай", "https://xn--80aairftm.example"],
  ["null", "null"],
  ["", ""],
  // What is none goes to the server, which says why.
  ["two words", "two words"],
])("%s means %s", (typed, origin) => {
  expect(originOf(typed)).toBe(origin);
});
