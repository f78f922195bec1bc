import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/organizations";

export const pl: Dictionary<keyof typeof en> = {
  title: "Organizacje",
  lead: "Zespoły z własnymi operatorami i czatami, na przykład marki lub działy.",
  add: "Nowa organizacja",
  "add.deed": "Utwórz",
  none: "Nie ma jeszcze organizacji",
  "none.hint":
    "Organizacja ma operatorów, którzy odpowiadają, i czaty na Twoich stronach. Na początek wystarczy jedna.",
  number: "Numer {id}",
  name: "Nazwa",
  "name.hint": "Klienci widzą ją na czacie.",
  origin: "Adres strony",
  "origin.hint":
    "Czat mogą pokazywać tylko wskazane strony. Możesz zostawić to pole puste i dodać je później.",
};
