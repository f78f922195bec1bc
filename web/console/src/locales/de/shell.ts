import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/shell";

export const de: Dictionary<keyof typeof en> = {
  loading: "Wird geladen",
  again: "Erneut versuchen",
  cancel: "Abbrechen",
  close: "Schließen",
  save: "Speichern",
  saved: "Gespeichert",
  meanwhile:
    "Jemand anderes hat inzwischen gespeichert. Ihre Eingaben sind noch da: Speichern Sie noch einmal, um sie zu behalten, oder übernehmen Sie die andere Fassung.",
  "meanwhile.take": "Andere Fassung übernehmen",
  done: "Fertig",
  copied: "Kopiert",
  "copy.done": "Der Text ist in der Zwischenablage.",
  "copy.by-hand":
    "Der Text ist markiert: Drücken Sie Strg+C (auf dem Mac Cmd+C), um ihn zu kopieren.",
  "read-only":
    "Sie können hier alles ansehen. Ändern kann es der Inhaber oder ein Administrator Ihres Unternehmens.",
  "problem.network":
    "Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung: Was Sie eingegeben haben, ist noch da.",
  "problem.limit": "Das war viel in kurzer Zeit. Sie können jetzt weitermachen.",
  "problem.limit-in": {
    one: "Das war viel in kurzer Zeit. Sie können in {count} Sekunde weitermachen; was Sie eingegeben haben, bleibt.",
    other:
      "Das war viel in kurzer Zeit. Sie können in {count} Sekunden weitermachen; was Sie eingegeben haben, bleibt.",
  },
  "problem.unavailable":
    "Der Server ist gerade mit sich beschäftigt. Nichts ist verloren: Versuchen Sie es noch einmal.",
  "problem.server":
    "Der Server ist daran gescheitert. Versuchen Sie es noch einmal; wenn es so bleibt, sagt sein Protokoll mehr.",
  "problem.gone":
    "Es ist nicht mehr da. Vielleicht hat es jemand gelöscht: Laden Sie die Seite neu.",
  "problem.signed-out": "Sie sind abgemeldet.",
  "field.empty": "Füllen Sie dies aus.",
  "field.long": { one: "Höchstens {count} Zeichen.", other: "Höchstens {count} Zeichen." },
  "nav.label": "Konsole",
  "nav.menu": "Menü",
  "nav.skip": "Zum Inhalt springen",
  "nav.company": "Unternehmen",
  "nav.organization": "Organisation",
  "screen.home": "Start",
  "screen.reports": "Berichte",
  "screen.operators": "Operatoren",
  "screen.channels": "Kanäle",
  "screen.hours": "Öffnungszeiten",
  "screen.settings": "Einstellungen",
  "screen.rights": "Personenbezogene Daten",
  "screen.organizations": "Organisationen",
  "screen.people": "Personen",
  "screen.keys": "Schlüssel",
  "screen.audit": "Protokoll",
  "screen.account": "Ihr Konto",
  "role.owner": "Inhaber",
  "role.admin": "Administrator",
  "role.viewer": "Betrachter",
  "sign-out": "Abmelden",
  "stage.failed": "Dieser Teil der Konsole wurde nicht geladen",
  "stage.failed.hint":
    "Das Netz war unterbrochen, oder der Server wurde aktualisiert, seit Sie die Seite geöffnet haben. Laden Sie sie neu.",
  "stage.reload": "Seite neu laden",
  "stage.unknown": "Hier ist nichts",
  "stage.unknown.hint":
    "Die Adresse ist veraltet oder falsch geschrieben. Wählen Sie links etwas aus oder gehen Sie zum Start.",
  "stage.home": "Zum Start",
  "start.failed": "Der Server ist nicht erreichbar",
  "leave.title": "Ohne Speichern verlassen?",
  "leave.text": "Was Sie hier eingegeben haben, ist noch nicht gespeichert.",
  "leave.deed": "Ohne Speichern verlassen",
  "leave.stay": "Hier bleiben",
  "again.title": "Ihre Sitzung ist beendet",
  "again.text":
    "Geben Sie Ihr Passwort ein, und es geht weiter, wo Sie waren. Nichts von Ihren Eingaben ist verloren.",
  "again.deed": "Weiter",
  login: "Anmeldename",
  password: "Passwort",
  "sign-in": "Anmelden",
  "sign-in.lead": "Die Konsole für den Chat Ihres Unternehmens.",
  "sign-in.help":
    "Noch kein Passwort? Bitten Sie den Inhaber Ihres Unternehmens um eine Einladung. Operatoren antworten Kunden im Panel, mit einem eigenen Link.",
  "password.hint": "Mindestens 15 Zeichen: Vier Wörter ergeben ein gutes.",
  join: "Der Konsole beitreten",
  "join.lead":
    "{company} lädt Sie ein. Ihre Rolle: {role}. Wählen Sie, wie Sie sich künftig anmelden.",
  "join.deed": "Beitreten",
  "join.name": "Ihr Name",
  "join.login": "Buchstaben, Ziffern, Punkte und Bindestriche oder Ihre E-Mail-Adresse.",
  spent: "Dieser Link gilt nicht mehr",
  "spent.join":
    "Er wurde schon benutzt oder ist älter als sieben Tage. Melden Sie sich an oder bitten Sie den Inhaber Ihres Unternehmens um einen neuen.",
  "spent.first-run":
    "Wurde er benutzt, melden Sie sich mit dem damals gewählten Anmeldenamen und Passwort an. Wenn nicht, wurde der Server seither neu gestartet: In seinem Protokoll steht ein anderer Link.",
  "spent.sign-in": "Zur Anmeldung",
  "password.short": {
    one: "Mindestens {count} Zeichen: Vier Wörter ergeben ein gutes Passwort.",
    other: "Mindestens {count} Zeichen: Vier Wörter ergeben ein gutes Passwort.",
  },
  "operator-link.make": "Anmeldelink erstellen",
  "operator-link": "Anmeldelink für {name}",
  "operator-link.copy": "Link kopieren",
  "operator-link.once":
    "Er gilt einmal, innerhalb von 15 Minuten, und öffnet das Panel. Geben Sie ihn niemand anderem.",
  "seen.on": "Auf {origin} gesehen",
  "seen.refused":
    "Eine Seite von {origin} versucht, den Chat zu zeigen, aber diese Adresse ist noch nicht zugelassen.",
  "seen.allow": "{origin} zulassen",
  "problem.password": "Anmeldename oder Passwort ist falsch.",
  "nav.help": "Hilfe",
  language: "Sprache",
  "language.auto": "Wie in diesem Browser",
};
