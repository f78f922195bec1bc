import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/start";

export const pl: Dictionary<keyof typeof en> = {
  step: "Krok {number} z {of}",
  loading: "Sprawdzamy, co już gotowe",
  next: "Dalej",
  later: "Zrób to później",
  "company.title": "Witamy w ChatHub",
  "company.lead":
    "Pięć krótkich kroków do działającego czatu na Twojej stronie. Najpierw: kim jesteś?",
  "company.name": "Nazwa Twojej firmy",
  "company.login":
    "Tym będziesz się logować: litery, cyfry, kropki i łączniki lub Twój adres e-mail.",
  "organization.title": "Kto odpowiada klientom?",
  "organization.lead":
    "Organizacja to zespół z własnymi operatorami i czatami, na przykład marka lub dział. Na początek wystarczy jedna.",
  "organization.name": "Nazwa, którą widzą klienci",
  "website.title": "Gdzie ma być czat?",
  "website.lead": "Czat mogą pokazywać tylko strony, które tu wskażesz.",
  "website.origin": "Adres Twojej strony",
  "website.hint":
    "Skopiuj go z przeglądarki: to, co jest po pierwszym ukośniku, zostanie pominięte.",
  "website.channel": "Strona",
  "operator.title": "Kto jest pierwszym operatorem?",
  "operator.lead":
    "Operatorzy odpowiadają klientom. Cały zespół możesz dodać później, pojedynczo lub z pliku.",
  "operator.name": "Imię i nazwisko operatora",
  "operator.hint": "Klienci widzą je przy każdej odpowiedzi.",
  "last.title": "Umieść czat na swojej stronie",
  "last.lead": "Zostały dwie rzeczy, w dowolnej kolejności.",
  "last.paste": "Wklej to na swoje strony",
  "last.element": "Gdziekolwiek na stronie, najlepiej przed </body>",
  "last.copy": "Kopiuj element",
  "last.waiting":
    "Czekamy, aż ktoś zobaczy czat: otwórz stronę z elementem, a tu zrobi się zielono.",
  "last.answer": "Odpowiedz na pierwszą wiadomość",
  "last.answer.text": "{name} loguje się do panelu przez link i tam docierają wiadomości klientów.",
  "last.finish": "Zakończ",
};
