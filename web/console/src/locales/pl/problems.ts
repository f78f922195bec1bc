import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/problems";

export const pl: Dictionary<keyof typeof en> = {
  "reason.missing": "Wypełnij to pole.",
  "reason.too_long": {
    one: "Najwyżej {count} znak.",
    few: "Najwyżej {count} znaki.",
    many: "Najwyżej {count} znaków.",
    other: "Najwyżej {count} znaku.",
  },
  "reason.too_short": {
    one: "Co najmniej {count} znak.",
    few: "Co najmniej {count} znaki.",
    many: "Co najmniej {count} znaków.",
    other: "Co najmniej {count} znaku.",
  },
  "reason.too_many": {
    one: "Najwyżej {count} pozycja.",
    few: "Najwyżej {count} pozycje.",
    many: "Najwyżej {count} pozycji.",
    other: "Najwyżej {count} pozycji.",
  },
  "reason.too_few": {
    one: "Co najmniej {count} pozycja.",
    few: "Co najmniej {count} pozycje.",
    many: "Co najmniej {count} pozycji.",
    other: "Co najmniej {count} pozycji.",
  },
  "reason.too_high": "Najwyżej {count}.",
  "reason.too_low": "Co najmniej {count}.",
  "reason.wrong_type": "Tu powinna być wartość innego rodzaju.",
  "reason.unknown": "Strona i serwer nie pasują do siebie. Odśwież stronę.",
  "reason.not_offered": "Wybierz jedną z dostępnych wartości.",
  "reason.wrong_format": "To nie jest zapisane tak, jak trzeba.",
  "reason.wrong_character": "Jest tu znak, którego nie da się zapisać. Wpisz tekst od nowa.",
  "reason.repeated": "Coś występuje tu dwa razy.",
  "reason.unreadable": "Serwer nie mógł odczytać tego, co wysłała strona. Odśwież stronę.",
  "reason.taken": "Ten login jest zajęty. Wybierz inny.",
  "reason.not_a_login": "Od 1 do {count} znaków a-z 0-9 . _ @ + -, na początku litera lub cyfra.",
  "reason.guessable":
    "To hasło należy do tych, które próbuje się najpierw. Wybierz inne, na przykład cztery słowa.",
  "reason.too_many_bytes": {
    one: "Hasło jest za długie: najwyżej {count} bajt.",
    few: "Hasło jest za długie: najwyżej {count} bajty.",
    many: "Hasło jest za długie: najwyżej {count} bajtów.",
    other: "Hasło jest za długie: najwyżej {count} bajtu.",
  },
  "reason.not_your_password": "To nie jest Twoje hasło. Wpisz je ponownie.",
  "reason.not_an_origin":
    "Wpisz adres strony, na przykład https://www.example.com lub https://*.example.com.",
  "reason.origin_too_wide":
    "To zbyt szeroko: * może stać tylko przed własną domeną, jak w https://*.example.com.",
  "reason.origin_spelling": "Zapisz tę nazwę jak przeglądarki, z xn-- na początku.",
  "reason.not_a_time_zone": "Nie ma takiej strefy czasowej. Wybierz na przykład Europe/Warsaw.",
  "reason.not_a_day": "Nie ma takiego dnia albo nie można go tu wybrać.",
  "reason.wrong_order": "Koniec musi być później niż początek.",
  "reason.overlap": "Dwa przedziały nachodzą na siebie.",
  "reason.too_many_days": {
    one: "Najwyżej {count} dzień naraz.",
    few: "Najwyżej {count} dni naraz.",
    many: "Najwyżej {count} dni naraz.",
    other: "Najwyżej {count} dnia naraz.",
  },
  "reason.choices": "Wpisz warianty, każdy jeden raz.",
  "reason.not_confirmed": "To nie jest imię ani numer tej osoby. Wpisz ponownie.",
  "reason.too_many_people": {
    one: "Firma ma najwyżej {count} osobę. Najpierw usuń kogoś.",
    few: "Firma ma najwyżej {count} osoby. Najpierw usuń kogoś.",
    many: "Firma ma najwyżej {count} osób. Najpierw usuń kogoś.",
    other: "Firma ma najwyżej {count} osoby. Najpierw usuń kogoś.",
  },
  "reason.too_many_channels": {
    one: "Organizacja ma najwyżej {count} kanał. Najpierw usuń jeden.",
    few: "Organizacja ma najwyżej {count} kanały. Najpierw usuń jeden.",
    many: "Organizacja ma najwyżej {count} kanałów. Najpierw usuń jeden.",
    other: "Organizacja ma najwyżej {count} kanału. Najpierw usuń jeden.",
  },
  "reason.too_many_keys": {
    one: "Kanał ma najwyżej {count} klucz. Najpierw usuń jeden.",
    few: "Kanał ma najwyżej {count} klucze. Najpierw usuń jeden.",
    many: "Kanał ma najwyżej {count} kluczy. Najpierw usuń jeden.",
    other: "Kanał ma najwyżej {count} klucza. Najpierw usuń jeden.",
  },
  "reason.key_reused":
    "To już wysłano z inną treścią. Odśwież stronę i sprawdź, co zostało zrobione.",
  "reason.viewer":
    "Możesz przeglądać, ale niczego nie zmieniać. Poproś właściciela firmy o rolę administratora.",
  "reason.owner_only": "Może to zrobić tylko właściciel firmy.",
  "reason.other_token": "Konto, z którego tu korzystasz, nie może tego zrobić.",
  "reason.operator_inactive": "Ten operator jest nieaktywny. Najpierw go aktywuj.",
  "code.origin": "Serwer przyjmuje to tylko ze swoich stron. Otwórz konsolę pod jego adresem.",
  "code.csrf": "Sesja jest już inna. Odśwież stronę.",
  "code.changed": "Ktoś inny zmienił to w międzyczasie. Odśwież stronę i wprowadź zmianę ponownie.",
  "code.method": "Strona i serwer nie pasują do siebie. Odśwież stronę.",
  "code.media_type": "Strona i serwer nie pasują do siebie. Odśwież stronę.",
  "code.too_large": "To za dużo naraz. Wyślij mniej.",
  "code.storage": "Dysk serwera jest prawie pełny. Kto go prowadzi, musi zwolnić miejsce.",
};
