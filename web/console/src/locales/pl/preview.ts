import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/preview";

export const pl: Dictionary<keyof typeof en> = {
  title: "Podgląd czatu",
  device: "Ekran",
  desktop: "Komputer",
  phone: "Telefon",
  theme: "Motyw gościa",
  "theme.light": "Jasny",
  "theme.dark": "Ciemny",
  presence: "Operatorzy",
  here: "Ktoś jest",
  away: "Nikogo nie ma",
  channel: "Wygląd kanału",
  "as-of": "Stan na, według zegara {zone}",
  now: "Teraz",
  "open.always": "Czynne w dzień i w nocy.",
  "open.until": "Wtedy czynne, do: {time}.",
  open: "Wtedy czynne.",
  closed: "Wtedy nieczynne. Otwarcie: {time}.",
  "closed.always": "Wtedy nieczynne i nigdy nie będzie czynne.",
  "visitors-clock": "Czat podaje to według zegara każdego gościa.",
  restart: "Zacznij od nowa",
  resolve: "Zakończ rozmowę",
  hint: "Wypróbuj: nic nie jest wysyłane ani zapisywane.",
  operator: "Ola",
  answer: "Dzień dobry! Tak wygląda Twoja odpowiedź.",
};
