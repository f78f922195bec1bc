import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/rights";

export const de: Dictionary<keyof typeof en> = {
  title: "Personenbezogene Daten",
  lead: "Was {name} über die Menschen aufbewahrt, die geschrieben haben: Geben Sie es heraus, löschen Sie es und legen Sie fest, wie lange es bleibt.",
  find: "Person suchen",
  "find.lead": "Jemand fragt, was Sie über ihn aufbewahren, oder möchte vergessen werden.",
  "find.query": "Name, E-Mail-Adresse, Telefonnummer oder Kennung",
  "find.hint":
    "Ein Teil davon genügt. Wer auf zwei Ihrer Websites geschrieben hat, wird zweimal gefunden; auch Blockierte werden gefunden. Wer keinen Namen genannt hat, heißt im Panel „Besucher“ mit einer Nummer: Geben Sie diese Nummer ein.",
  "find.deed": "Suchen",
  "find.short": "Geben Sie mindestens zwei Zeichen ein.",
  "found.none": "Niemand wurde gefunden.",
  found: {
    one: "{count} Person wurde gefunden.",
    other: "{count} Personen wurden gefunden.",
  },
  "found.list": "Gefundene Personen",
  nameless: "Kunde {id}",
  blocked: "Blockiert",
  never: "Hat nie geschrieben",
  active: "Letzte Nachricht {time}",
  person: "Person",
  "person.lead": "Kunde {id}",
  "person.back": "Zurück zur Suche",
  kept: "Was aufbewahrt wird",
  "kept.blocked": "Diese Person ist blockiert und hat dieselben Rechte wie alle.",
  "kept.email": "E-Mail-Adresse",
  "kept.phone": "Telefonnummer",
  "kept.identity": "Von Ihrem Server bestätigte Kennung",
  "kept.channel": "Kanal",
  "kept.since": "Zuerst gesehen",
  "kept.active": "Letzte Nachricht",
  "kept.consent": "Dem Formular zugestimmt",
  "kept.messages": "Nachrichten",
  "kept.notes": "Notizen über die Person",
  "kept.files": "Dateien",
  "kept.ratings": "Bewertungen",
  count: { one: "{count}", other: "{count}" },
  "files.none": "Keine",
  files: { one: "{count} ({size})", other: "{count} ({size})" },
  export: "Export",
  "export.text":
    "Eine ZIP-Datei mit allem: was die Person angegeben hat, jede Nachricht, Bewertung und Datei und was im Protokoll steht. Zehn Exporte pro Stunde.",
  "export.notes":
    "Notizen Ihrer Operatoren liegen darin im Ordner „about“. Sie können von anderen Menschen handeln: Lesen Sie sie, bevor Sie sie herausgeben.",
  "export.deed": "Export herunterladen",
  "export.done":
    "Der Export liegt bei Ihren Downloads. Bewahren Sie ihn so sicher auf wie die Daten.",
  erase: "Löschen",
  "erase.lead": "Alles, was über diese Person aufbewahrt wird, verschwindet endgültig.",
  "erase.open": "Diese Person löschen",
  "erase.title": "{name} löschen?",
  "erase.messages": {
    one: "{count} Nachricht oder Notiz verliert ihren Text.",
    other: "{count} Nachrichten und Notizen verlieren ihren Text.",
  },
  "erase.profile":
    "Name, Adressen, Kennung, Antworten, Einwilligung und Kommentare verschwinden, auch aus dem Protokoll.",
  "erase.files": {
    one: "{count} Datei wird gelöscht.",
    other: "{count} Dateien werden gelöscht.",
  },
  "erase.chat":
    "Operatoren sehen die Unterhaltung nicht mehr. Der Chat der Person beginnt neu, als wäre sie unbekannt.",
  "erase.numbers": "Zahlen bleiben, damit Berichte richtig bleiben; niemand ist daran zu erkennen.",
  "erase.backups":
    "Sicherungen und Exporte, die Sie gemacht haben, ändern sich nicht: Löschen Sie sie rechtzeitig.",
  "erase.confirm": "Geben Sie zur Bestätigung „{name}“ ein",
  "erase.final": "Das lässt sich nicht rückgängig machen.",
  "erase.other": "Das ist nicht „{name}“. Geben Sie es ein, wie es oben steht.",
  "erase.deed": "Endgültig löschen",
  "erase.done": "Die Person wurde gelöscht.",
  "erase.going-on": "Niemand sieht die Person mehr. Der Server überschreibt noch den letzten Rest.",
  keep: "Wie lange Unterhaltungen bleiben",
  "keep.lead":
    "Alte Unterhaltungen werden mit allem gelöscht, was über die Menschen darin bekannt ist.",
  "keep.ever": "Unterhaltungen bleiben für immer.",
  "keep.now": {
    one: "Unterhaltungen werden nach {count} Tag ohne Nachricht gelöscht.",
    other: "Unterhaltungen werden nach {count} Tagen ohne Nachricht gelöscht.",
  },
  "keep.how": "Unterhaltungen aufbewahren",
  "keep.how.ever": "Für immer",
  "keep.how.days": "Für eine Anzahl von Tagen",
  "keep.days": "Tage ohne Nachricht",
  "keep.hint": "Ein Jahr sind 365. Eine neuere Nachricht erhält die ganze Unterhaltung.",
  "keep.wrong": "Geben Sie eine ganze Zahl von 1 bis 36500 ein.",
  preview: {
    one: "{count} Unterhaltung würde innerhalb einer Stunde gelöscht.",
    other: "{count} Unterhaltungen würden innerhalb einer Stunde gelöscht.",
  },
  "preview.none": "So alt ist noch keine Unterhaltung.",
  "keep.title": {
    one: "Löschen, was {count} Tag lang keine Nachricht hatte?",
    other: "Löschen, was {count} Tage lang keine Nachricht hatte?",
  },
  "keep.final":
    "Von da an verschwindet jede Unterhaltung, sobald sie so alt ist. Gelöschtes lässt sich nicht zurückholen.",
  "keep.deed": "Speichern und löschen",
};
