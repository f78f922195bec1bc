import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/problems";

export const es: Dictionary<keyof typeof en> = {
  "reason.missing": "Rellene este campo.",
  "reason.too_long": {
    one: "Como máximo {count} carácter.",
    many: "Como máximo {count} caracteres.",
    other: "Como máximo {count} caracteres.",
  },
  "reason.too_short": {
    one: "Al menos {count} carácter.",
    many: "Al menos {count} caracteres.",
    other: "Al menos {count} caracteres.",
  },
  "reason.too_many": {
    one: "Como máximo {count} entrada.",
    many: "Como máximo {count} entradas.",
    other: "Como máximo {count} entradas.",
  },
  "reason.too_few": {
    one: "Al menos {count} entrada.",
    many: "Al menos {count} entradas.",
    other: "Al menos {count} entradas.",
  },
  "reason.too_high": "Como máximo {count}.",
  "reason.too_low": "Al menos {count}.",
  "reason.wrong_type": "Aquí va un valor de otro tipo.",
  "reason.unknown": "La página y el servidor no encajan. Vuelva a cargar la página.",
  "reason.not_offered": "Elija uno de los valores que se ofrecen.",
  "reason.wrong_format": "No está escrito como debe estar.",
  "reason.wrong_character": "Hay un carácter que no se puede guardar. Escriba el texto de nuevo.",
  "reason.repeated": "Aquí hay algo repetido.",
  "reason.unreadable":
    "El servidor no ha podido leer lo que ha enviado esta página. Vuelva a cargar la página.",
  "reason.taken": "Este nombre de usuario ya está en uso. Elija otro.",
  "reason.not_a_login":
    "De 1 a {count} de los caracteres a-z 0-9 . _ @ + -, empezando por una letra o una cifra.",
  "reason.guessable":
    "Esta contraseña es de las que se prueban primero. Elija otra, por ejemplo cuatro palabras.",
  "reason.too_many_bytes": {
    one: "La contraseña es demasiado larga: como máximo {count} byte.",
    many: "La contraseña es demasiado larga: como máximo {count} bytes.",
    other: "La contraseña es demasiado larga: como máximo {count} bytes.",
  },
  "reason.not_your_password": "Esta no es su contraseña. Escríbala de nuevo.",
  "reason.not_an_origin":
    "Escriba la dirección de un sitio web, por ejemplo https://www.example.com o https://*.example.com.",
  "reason.origin_too_wide":
    "Es demasiado amplio: el * va delante de un dominio propio, como en https://*.example.com.",
  "reason.origin_spelling": "Escriba este nombre como los navegadores, empezando por xn--.",
  "reason.not_a_time_zone": "Esa zona horaria no existe. Elija una como Europe/Madrid.",
  "reason.not_a_day": "Ese día no existe o no se puede elegir aquí.",
  "reason.wrong_order": "El final tiene que ser posterior al comienzo.",
  "reason.overlap": "Dos intervalos se solapan.",
  "reason.too_many_days": {
    one: "Como máximo {count} día a la vez.",
    many: "Como máximo {count} días a la vez.",
    other: "Como máximo {count} días a la vez.",
  },
  "reason.choices": "Escriba las opciones, cada una una sola vez.",
  "reason.not_confirmed": "No es ni el nombre ni el número de la persona. Escríbalo de nuevo.",
  "reason.too_many_people": {
    one: "Una empresa tiene como máximo {count} persona. Quite antes a alguien.",
    many: "Una empresa tiene como máximo {count} personas. Quite antes a alguien.",
    other: "Una empresa tiene como máximo {count} personas. Quite antes a alguien.",
  },
  "reason.too_many_channels": {
    one: "Una organización tiene como máximo {count} canal. Elimine antes uno.",
    many: "Una organización tiene como máximo {count} canales. Elimine antes uno.",
    other: "Una organización tiene como máximo {count} canales. Elimine antes uno.",
  },
  "reason.too_many_keys": {
    one: "Un canal tiene como máximo {count} clave. Elimine antes una.",
    many: "Un canal tiene como máximo {count} claves. Elimine antes una.",
    other: "Un canal tiene como máximo {count} claves. Elimine antes una.",
  },
  "reason.key_reused":
    "Esto ya se envió con otro contenido. Vuelva a cargar la página y compruebe qué se ha hecho.",
  "reason.viewer":
    "Puede verlo todo, pero no cambiar nada. Pida al propietario de su empresa que le dé permisos de administración.",
  "reason.owner_only": "Solo puede hacerlo el propietario de su empresa.",
  "reason.other_token": "La cuenta con la que ha iniciado sesión no puede hacer esto.",
  "reason.operator_inactive": "Este operador no está activo. Actívelo antes.",
  "code.origin":
    "El servidor solo acepta esto desde sus propias páginas. Abra la consola en su dirección.",
  "code.csrf": "Su sesión ha cambiado entretanto. Vuelva a cargar la página.",
  "code.changed":
    "Otra persona lo ha cambiado entretanto. Vuelva a cargar la página y repita el cambio.",
  "code.method": "La página y el servidor no encajan. Vuelva a cargar la página.",
  "code.media_type": "La página y el servidor no encajan. Vuelva a cargar la página.",
  "code.too_large": "Es demasiado de una vez. Envíe menos.",
  "code.storage":
    "El disco del servidor está casi lleno. Quien lo administra tiene que liberar espacio.",
};
