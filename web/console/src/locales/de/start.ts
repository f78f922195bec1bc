import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/start";

export const de: Dictionary<keyof typeof en> = {
  step: "Schritt {number} von {of}",
  loading: "Es wird nachgesehen, wie weit Sie sind",
  next: "Weiter",
  later: "Später erledigen",
  "company.title": "Willkommen bei ChatHub",
  "company.lead":
    "Fünf kurze Schritte bis zu einem funktionierenden Chat auf Ihrer Website. Zuerst: Wer sind Sie?",
  "company.name": "Name Ihres Unternehmens",
  "company.login":
    "Damit melden Sie sich an: Buchstaben, Ziffern, Punkte und Bindestriche oder Ihre E-Mail-Adresse.",
  "organization.title": "Wer antwortet Ihren Kunden?",
  "organization.lead":
    "Eine Organisation ist ein Team mit eigenen Operatoren und Chats, etwa eine Marke oder eine Abteilung. Für den Anfang genügt eine.",
  "organization.name": "Name, den Kunden sehen",
  "website.title": "Wo soll der Chat sein?",
  "website.lead": "Nur Seiten, die Sie hier nennen, dürfen Ihren Chat zeigen.",
  "website.origin": "Adresse Ihrer Website",
  "website.hint":
    "Kopieren Sie sie aus Ihrem Browser: Was nach dem ersten Schrägstrich kommt, wird weggelassen.",
  "website.channel": "Website",
  "operator.title": "Wer ist der erste Operator?",
  "operator.lead":
    "Operatoren antworten Kunden. Ihr ganzes Team können Sie später hinzufügen, einzeln oder aus einer Datei.",
  "operator.name": "Name des Operators",
  "operator.hint": "Kunden sehen ihn bei jeder Antwort.",
  "last.title": "Setzen Sie den Chat auf Ihre Website",
  "last.lead": "Zwei Dinge fehlen noch, in beliebiger Reihenfolge.",
  "last.paste": "Setzen Sie dies in Ihre Seiten ein",
  "last.element": "Irgendwo auf der Seite, am besten vor </body>",
  "last.copy": "Element kopieren",
  "last.waiting":
    "Der Chat wurde noch nicht gesehen: Öffnen Sie eine Seite mit dem Element, dann wird dies grün.",
  "last.answer": "Die erste Nachricht beantworten",
  "last.answer.text":
    "{name} meldet sich mit einem Link im Panel an, und dort kommen die Nachrichten der Kunden an.",
  "last.finish": "Fertigstellen",
};
