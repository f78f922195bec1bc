import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/keys";

export const pl: Dictionary<keyof typeof en> = {
  title: "Klucze",
  lead: "Dzięki nim Twoje własne programy pracują z ChatHub.",
  "owner-only": "Klucze tworzy i unieważnia tylko właściciel.",
  token: "Token firmy",
  "token.lead":
    "Dla Twojego serwera: zarządza nim operatorami i loguje ich do panelu w Twoim systemie.",
  "token.text":
    "Wpisz go do środowiska swojego serwera, nigdy na stronę. Działa, dopóki go nie unieważnisz.",
  "token.make": "Utwórz token",
  "token.label": "Twój token",
  "token.copy": "Kopiuj token",
  "token.once":
    "Widać go tylko teraz. Kto go ma, może to samo co Twoja firma: strzeż go jak hasła.",
  revoke: "Unieważnij wszystkie tokeny",
  "revoke.lead": "Jeśli któryś mógł trafić w niepowołane ręce. Tutaj wszyscy pozostają zalogowani.",
  "revoke.deed": "Unieważnij wszystkie tokeny",
  "revoke.title": "Unieważnić wszystkie tokeny firmy?",
  "revoke.text":
    "Programy, które używają tokena, przestaną działać, dopóki nie dostaną nowego. Nie da się tego cofnąć.",
  revoked: "Żaden token firmy już nie działa",
  channels: "Klucze kanałów",
  "channels.lead":
    "Dzięki nim Twój serwer mówi czatowi, kim są zalogowani klienci. Znajdziesz je przy każdym kanale.",
};
