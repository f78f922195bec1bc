import type { Dictionary } from "@chathub/ui/language";
import type { PageKey } from "./en";

export const pl: Dictionary<PageKey> = {
  signOut: "Wyloguj się",
  signedOut: "Nie jesteś zalogowany",
  linkUsed: "Ten link już nie działa",
  askForLink:
    "Poproś o nowy link osobę, która zarządza ChatHub w Twojej firmie. Każdy link działa raz, w ciągu 15 minut.",
  unreachable: "Serwer jest nieosiągalny",
  unreachableHint: "Ta strona próbuje dalej. Sprawdź połączenie.",
  noChat: "Pod tym adresem nie ma czatu",
  noChatHint: "Sprawdź link albo poproś firmę o nowy.",
};
