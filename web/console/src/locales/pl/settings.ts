import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/settings";

export const pl: Dictionary<keyof typeof en> = {
  title: "Ustawienia",
  name: "Nazwa",
  "name.label": "Nazwa organizacji",
  "name.hint": "Klienci widzą ją na czacie, operatorzy w swoim panelu.",
  "name.changed":
    "Ktoś inny nadał w międzyczasie nazwę „{name}”. Twoja nadal tu jest: zapisz ponownie, aby zastąpić tamtą.",
  origins: "Dozwolone strony",
  "origins.lead": "Tylko strony o tych adresach mogą pokazywać czat lub panel tej organizacji.",
  "origins.none":
    "Żadna strona nie jest jeszcze dozwolona: czat widać tylko na własnych stronach tego serwera.",
  "origins.label": "Adres strony",
  "origins.hint":
    "Na przykład https://www.example.com albo https://*.example.com dla wszystkiego poniżej.",
  "origins.add": "Dozwól tę stronę",
  "origins.added": "{origin}: adres jest teraz dozwolony",
  "origins.there": "Ten adres jest już na liście.",
  "origins.remove": "Usuń {origin}",
  "origins.remove.title": "Usunąć {origin}?",
  "origins.remove.deed": "Usuń",
  "origins.remove.text":
    "Strony pod tym adresem od razu przestaną pokazywać czat, także tym, którzy mają go otwarty.",
  "origins.removed": "{origin}: adres nie jest już dozwolony",
};
