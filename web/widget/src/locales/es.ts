/** The customer's widget in Spanish. */

import type { Dictionary } from "@chathub/ui/language";
import { es as shared } from "@chathub/ui/locales/es";
import type { ChatKey } from "./en";

export const es: Dictionary<ChatKey> = {
  ...shared,
  "ui.attach": "Adjuntar un archivo",
  "chat.open": "Abrir el chat",
  "chat.close": "Cerrar el chat",
  "chat.unread": {
    one: "{count} mensaje sin leer",
    many: "{count} mensajes sin leer",
    other: "{count} mensajes sin leer",
  },
  "chat.load-failed": "No se pudo cargar el chat. Inténtelo de nuevo en un momento.",
  "chat.with": "Chat con {organization}",
  "chat.messages": "Mensajes",
  "chat.plain": "Chat",
  "chat.online": "Estamos en línea",
  "chat.away": "Respondemos lo antes posible",
  "chat.greeting": "¡Hola! ¿En qué podemos ayudarle?",
  "chat.greeting-away": "¡Hola! Escríbanos y le responderemos aquí en cuanto volvamos.",
  "chat.connecting": "Conectando…",
  "chat.reconnecting": "Se perdió la conexión. Reconectando…",
  "chat.offline": "No tiene conexión. Su mensaje está guardado y se enviará.",
  "chat.unreachable": "No se puede acceder al chat. Su mensaje está guardado y se enviará.",
  "chat.refused": "El chat no está disponible en esta página.",
  "chat.fallback": "Contáctenos de otra forma",
  "chat.blocked": "Ya no puede escribir en este chat.",
  "chat.resolved": "Esta conversación está cerrada. Escriba para volver a abrirla.",
  "chat.typing": "Está escribiendo una respuesta",
  "chat.write": "Escriba un mensaje…",
};
