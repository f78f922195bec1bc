import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/settings";

export const de: Dictionary<keyof typeof en> = {
  title: "Einstellungen",
  name: "Name",
  "name.label": "Name der Organisation",
  "name.hint": "Kunden sehen ihn im Chat, Operatoren in ihrem Panel.",
  "name.changed":
    "Jemand anderes hat inzwischen den Namen „{name}“ vergeben. Ihrer steht noch hier: Speichern Sie noch einmal, um den anderen zu ersetzen.",
  origins: "Zugelassene Websites",
  "origins.lead":
    "Nur Seiten dieser Adressen dürfen den Chat oder das Panel dieser Organisation zeigen.",
  "origins.none":
    "Noch ist keine Website zugelassen: Der Chat erscheint nur auf den eigenen Seiten dieses Servers.",
  "origins.label": "Adresse einer Website",
  "origins.hint":
    "Zum Beispiel https://www.example.com oder https://*.example.com für alles darunter.",
  "origins.add": "Diese Website zulassen",
  "origins.added": "{origin} ist jetzt zugelassen",
  "origins.there": "Sie steht schon in der Liste.",
  "origins.remove": "{origin} entfernen",
  "origins.remove.title": "{origin} entfernen?",
  "origins.remove.deed": "Entfernen",
  "origins.remove.text":
    "Die Seiten zeigen den Chat sofort nicht mehr, auch nicht bei allen, die ihn gerade geöffnet haben.",
  "origins.removed": "{origin} ist nicht mehr zugelassen",
};
