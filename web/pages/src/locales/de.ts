import type { Dictionary } from "@chathub/ui/language";
import type { PageKey } from "./en";

export const de: Dictionary<PageKey> = {
  signOut: "Abmelden",
  signedOut: "Sie sind nicht angemeldet",
  linkUsed: "Dieser Link gilt nicht mehr",
  askForLink:
    "Bitten Sie die Person, die ChatHub in Ihrem Unternehmen betreibt, um einen neuen Link. Jeder Link gilt einmal und 15 Minuten lang.",
  unreachable: "Der Server ist nicht erreichbar",
  unreachableHint: "Diese Seite versucht es weiter. Prüfen Sie Ihre Verbindung.",
  noChat: "Unter dieser Adresse gibt es keinen Chat",
  noChatHint: "Prüfen Sie den Link oder bitten Sie das Unternehmen um einen neuen.",
};
