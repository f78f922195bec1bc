import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/start";

export const es: Dictionary<keyof typeof en> = {
  step: "Paso {number} de {of}",
  loading: "Comprobando por dónde va",
  next: "Continuar",
  later: "Hacerlo más tarde",
  "company.title": "Le damos la bienvenida a ChatHub",
  "company.lead":
    "Cinco pasos cortos hasta un chat que funciona en su sitio web. Primero: ¿quién es usted?",
  "company.name": "Nombre de su empresa",
  "company.login":
    "Con lo que inicia sesión: letras, cifras, puntos y guiones, o su correo electrónico.",
  "organization.title": "¿Quién responde a sus clientes?",
  "organization.lead":
    "Una organización es un equipo con sus propios operadores y chats, como una marca o un departamento. Con una basta para empezar.",
  "organization.name": "Nombre que ven los clientes",
  "website.title": "¿Dónde estará el chat?",
  "website.lead": "Solo las páginas que indique aquí pueden mostrar su chat.",
  "website.origin": "Dirección de su sitio web",
  "website.hint": "Cópiela de su navegador: lo que sigue a la primera barra se omite.",
  "website.channel": "Sitio web",
  "operator.title": "¿Quién es el primer operador?",
  "operator.lead":
    "Los operadores responden a los clientes. Puede añadir a todo su equipo más tarde, uno a uno o desde un archivo.",
  "operator.name": "Nombre del operador",
  "operator.hint": "Los clientes lo ven junto a cada respuesta.",
  "last.title": "Ponga el chat en su sitio web",
  "last.lead": "Quedan dos cosas, en el orden que prefiera.",
  "last.paste": "Pegue esto en sus páginas",
  "last.element": "En cualquier lugar de la página, mejor antes de </body>",
  "last.copy": "Copiar el elemento",
  "last.waiting": "Esperando a que se vea: abra una página con el elemento y esto se pondrá verde.",
  "last.answer": "Responda al primer mensaje",
  "last.answer.text":
    "{name} entra en el panel con un enlace, y allí llegan los mensajes de los clientes.",
  "last.finish": "Terminar",
};
