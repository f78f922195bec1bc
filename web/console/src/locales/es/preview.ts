import type { Dictionary } from "@chathub/ui/language";
import type { en } from "../en/preview";

export const es: Dictionary<keyof typeof en> = {
  title: "Vista previa del chat",
  device: "Pantalla",
  desktop: "Ordenador",
  phone: "Teléfono",
  theme: "Tema del visitante",
  "theme.light": "Claro",
  "theme.dark": "Oscuro",
  presence: "Operadores",
  here: "Hay alguien",
  away: "No hay nadie",
  channel: "Apariencia del canal",
  "as-of": "En qué momento, según la hora de {zone}",
  now: "Ahora",
  "open.always": "Abierto día y noche.",
  "open.until": "En ese momento, abierto hasta el {time}.",
  open: "En ese momento, abierto.",
  closed: "En ese momento, cerrado. Abre el {time}.",
  "closed.always": "En ese momento, cerrado, y no abre nunca.",
  "visitors-clock": "El chat lo dice según el reloj de cada visitante.",
  restart: "Empezar de nuevo",
  resolve: "Resolver la conversación",
  hint: "Pruébelo: no se envía ni se guarda nada.",
  operator: "Lucía",
  answer: "¡Buenos días! Así se ve una respuesta suya.",
};
