import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/problems";

export const de: Dictionary<keyof typeof en> = {
  "reason.missing": "Füllen Sie dies aus.",
  "reason.too_long": { one: "Höchstens {count} Zeichen.", other: "Höchstens {count} Zeichen." },
  "reason.too_short": { one: "Mindestens {count} Zeichen.", other: "Mindestens {count} Zeichen." },
  "reason.too_many": { one: "Höchstens {count} Eintrag.", other: "Höchstens {count} Einträge." },
  "reason.too_few": { one: "Mindestens {count} Eintrag.", other: "Mindestens {count} Einträge." },
  "reason.too_high": "Höchstens {count}.",
  "reason.too_low": "Mindestens {count}.",
  "reason.wrong_type": "Hierhin gehört etwas anderer Art.",
  "reason.unknown": "Seite und Server passen nicht zusammen. Laden Sie die Seite neu.",
  "reason.not_offered": "Wählen Sie einen der angebotenen Werte.",
  "reason.wrong_format": "Das ist nicht so geschrieben, wie es sein muss.",
  "reason.wrong_character":
    "Darin ist ein Zeichen, das sich nicht aufbewahren lässt. Geben Sie den Text neu ein.",
  "reason.repeated": "Hier steht etwas doppelt.",
  "reason.unreadable":
    "Der Server konnte nicht lesen, was diese Seite gesendet hat. Laden Sie die Seite neu.",
  "reason.taken": "Dieser Anmeldename ist vergeben. Wählen Sie einen anderen.",
  "reason.not_a_login":
    "1 bis {count} der Zeichen a-z 0-9 . _ @ + -, beginnend mit einem Buchstaben oder einer Ziffer.",
  "reason.guessable":
    "Dieses Passwort gehört zu denen, die zuerst ausprobiert werden. Nehmen Sie ein anderes, zum Beispiel vier Wörter.",
  "reason.too_many_bytes": {
    one: "Das Passwort ist zu lang: höchstens {count} Byte.",
    other: "Das Passwort ist zu lang: höchstens {count} Bytes.",
  },
  "reason.not_your_password": "Das ist nicht Ihr Passwort. Geben Sie es noch einmal ein.",
  "reason.not_an_origin":
    "Schreiben Sie die Adresse einer Website, zum Beispiel https://www.example.com oder https://*.example.com.",
  "reason.origin_too_wide":
    "Das ist zu weit gefasst: Ein * steht vor einer eigenen Domain, wie in https://*.example.com.",
  "reason.origin_spelling": "Schreiben Sie diesen Namen wie Browser es tun, mit xn-- am Anfang.",
  "reason.not_a_time_zone": "Diese Zeitzone gibt es nicht. Wählen Sie eine wie Europe/Berlin.",
  "reason.not_a_day": "Diesen Tag gibt es nicht, oder er lässt sich hier nicht wählen.",
  "reason.wrong_order": "Das Ende muss nach dem Beginn liegen.",
  "reason.overlap": "Zwei Zeiten überschneiden sich.",
  "reason.too_many_days": {
    one: "Höchstens {count} Tag auf einmal.",
    other: "Höchstens {count} Tage auf einmal.",
  },
  "reason.choices": "Schreiben Sie die Auswahl, jede Möglichkeit einmal.",
  "reason.not_confirmed":
    "Das ist weder der Name noch die Nummer der Person. Geben Sie es noch einmal ein.",
  "reason.too_many_people": {
    one: "Ein Unternehmen hat höchstens {count} Person. Entfernen Sie zuerst jemanden.",
    other: "Ein Unternehmen hat höchstens {count} Personen. Entfernen Sie zuerst jemanden.",
  },
  "reason.too_many_channels": {
    one: "Eine Organisation hat höchstens {count} Kanal. Löschen Sie zuerst einen.",
    other: "Eine Organisation hat höchstens {count} Kanäle. Löschen Sie zuerst einen.",
  },
  "reason.too_many_keys": {
    one: "Ein Kanal hat höchstens {count} Schlüssel. Löschen Sie zuerst einen.",
    other: "Ein Kanal hat höchstens {count} Schlüssel. Löschen Sie zuerst einen.",
  },
  "reason.key_reused":
    "Das wurde schon mit anderem Inhalt gesendet. Laden Sie die Seite neu und sehen Sie nach, was geschehen ist.",
  "reason.viewer":
    "Sie können alles ansehen und nichts ändern. Bitten Sie den Inhaber Ihres Unternehmens, Sie zum Administrator zu machen.",
  "reason.owner_only": "Das darf nur der Inhaber Ihres Unternehmens.",
  "reason.other_token": "So, wie Sie hier angemeldet sind, können Sie das nicht tun.",
  "reason.operator_inactive": "Dieser Operator ist nicht aktiv. Aktivieren Sie ihn zuerst.",
  "code.origin":
    "Der Server nimmt das nur von seinen eigenen Seiten an. Öffnen Sie die Konsole unter seiner Adresse.",
  "code.csrf": "Ihre Sitzung ist inzwischen eine andere. Laden Sie die Seite neu.",
  "code.changed":
    "Jemand anderes hat dies inzwischen geändert. Laden Sie die Seite neu und ändern Sie es noch einmal.",
  "code.method": "Seite und Server passen nicht zusammen. Laden Sie die Seite neu.",
  "code.media_type": "Seite und Server passen nicht zusammen. Laden Sie die Seite neu.",
  "code.too_large": "Das ist zu viel auf einmal. Senden Sie weniger.",
  "code.storage":
    "Die Festplatte des Servers ist fast voll. Wer ihn betreibt, muss Platz schaffen.",
};
